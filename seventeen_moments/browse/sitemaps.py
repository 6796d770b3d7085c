"""The sitemap of the public pages, in parts of a bounded size."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap, x_robots_tag
from django.contrib.sites.shortcuts import get_current_site
from django.core.paginator import EmptyPage, Page
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image
from seventeen_moments.core import edition
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import public_themes
from seventeen_moments.pages import foot

from .year import years

SIZE = 5000  # keys in a part; the standard allows 50,000 addresses
ADDRESS = ["slug", "updated", "published_at"]
IMAGE = ["content_warning", "file", "renditions"]


class KeyRangePaginator:
    """Pages of rows whose keys fall into one range: page 2 begins at the key 2 * `per_page`.

    Every page is one short query, however large the archive is. Django's Paginator counts all
    rows, and skips the rows of the pages before.
    """

    def __init__(self, queryset, per_page):
        self.queryset, self.per_page = queryset.order_by("pk"), per_page

    @property
    def page_range(self):
        """The numbers of the pages that are not empty."""
        keys = self.queryset.values_list("pk", flat=True)
        number = 0
        while (key := keys.filter(pk__gte=number * self.per_page).first()) is not None:
            number = key // self.per_page
            yield number
            number += 1

    def page(self, number):
        first = number * self.per_page
        rows = list(self.queryset.filter(pk__gte=first, pk__lt=first + self.per_page))
        if not rows:
            raise EmptyPage(f"No keys from {first} on.")
        return Page(rows, number, self)


class LandingPageSitemap(Sitemap):
    def items(self):
        names = ["browse:home", "essays:essays", "browse:years", "browse:themes", "browse:today"]
        names.append("comment_rules")
        pages = [
            reverse("browse:year", args=[year.number]) for year in edition.remember("years", years)
        ]
        own = [page.address for page in foot.in_language(settings.LANGUAGE_CODE)]
        return [*map(reverse, names), *own, *pages]

    def location(self, address):
        return address


class PartedSitemap(Sitemap):
    @property
    def paginator(self):
        return KeyRangePaginator(self.items(), SIZE)


class ThemeSitemap(PartedSitemap):
    def items(self):
        return public_themes(Tag.objects.all())

    def location(self, theme):
        return reverse("browse:theme", args=[theme.slug])


class PageSitemap(PartedSitemap):
    def lastmod(self, page):
        return max(page.updated, page.public_since).replace(microsecond=0)

    def get_urls(self, **kwargs):
        """Adds addresses of images, except of those that readers see only after a warning."""
        urls = super().get_urls(**kwargs)
        for url in urls:
            image = self.image(url["item"])
            if image and not image.content_warning:
                url["image"] = urljoin(url["location"], image.largest["url"])
        return urls


class SourceSitemap(PageSitemap):
    def __init__(self, kind):
        self.kind = kind

    def items(self):
        fields = [*ADDRESS, *(f"essay__{name}" for name in ["slug", "published_at"])]
        sources = self.kind.objects.published().with_essay()
        return sources.only(*fields, *(IMAGE if self.kind is Image else []))

    def image(self, source):
        return source if isinstance(source, Image) else None


class EssaySitemap(PageSitemap):
    def items(self):
        lead = [f"lead_image__{field}" for field in ["essay", "status", "published_at", *IMAGE]]
        return Essay.objects.published().select_related("lead_image").only(*ADDRESS, *lead)

    def image(self, essay):
        return essay.lead()


SITEMAPS = {
    "essays": EssaySitemap(),
    **{kind.source_kind.relation: SourceSitemap(kind) for kind in kinds()},
    "themes": ThemeSitemap(),
}


@require_safe
@x_robots_tag
def index(request):
    addresses = [
        reverse("sitemap:landing_pages"),
        *(
            reverse("sitemap:part", args=[section, number])
            for section, part in SITEMAPS.items()
            for number in part.paginator.page_range
        ),
    ]
    parts = [SitemapIndexItem(request.build_absolute_uri(address)) for address in addresses]
    return TemplateResponse(
        request, "browse/sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml"
    )


@require_safe
@x_robots_tag
def part(request, section, number):
    """Django's own view takes the number from the query string."""
    if section not in SITEMAPS:
        raise Http404
    try:
        urls = SITEMAPS[section].get_urls(
            page=number, site=get_current_site(request), protocol=request.scheme
        )
    except EmptyPage:
        raise Http404 from None
    return TemplateResponse(
        request, "browse/sitemap.xml", {"urlset": urls}, content_type="application/xml"
    )


app_name = "sitemap"

urlpatterns = [
    path("sitemap.xml", index, name="index"),
    path(
        "sitemap/landing-pages.xml",
        require_safe(sitemap),
        {"sitemaps": {"": LandingPageSitemap}, "template_name": "browse/sitemap.xml"},
        name="landing_pages",
    ),
    path("sitemap/<str:section>-<int:number>.xml", part, name="part"),
]
