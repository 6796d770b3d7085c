from hashlib import sha256

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.generic import View
from taggit.models import Tag

from essays.models import Comment, Essay
from seventeen_moments.browse import days
from seventeen_moments.browse.year import in_year
from seventeen_moments.core.themes import tagged_with

from . import atom, entries, newest


class FeedView(View):
    """Subclasses give `title`, the address of the `page`, and the `entries`."""

    def get(self, request, **kwargs):
        self.find(**kwargs)
        feed = atom.Feed(
            title=f"{self.title()} · {settings.SITE_NAME}",
            address=request.build_absolute_uri(request.get_full_path().partition("?")[0]),
            page=request.build_absolute_uri(self.page()),
            entries=self.entries(),
        )
        written, updated = atom.written(feed), int(feed.updated.timestamp())
        etag = f'"{sha256(written).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Last-Modified": http_date(updated)}
        response = HttpResponse(written, content_type=atom.CONTENT_TYPE, headers=headers)
        return get_conditional_response(request, etag, updated, response)

    def find(self):
        """What the feed is about; 404 where there is no such thing."""

    def pages(self, found):
        return [entries.of_page(page, self.request, newest.public_since(page)) for page in found]


class Essays(FeedView):
    def title(self):
        return _("Essays")

    def page(self):
        return reverse("essays:essays")

    def entries(self):
        return self.pages(newest.essays(Essay.objects.published()))


class Sources(FeedView):
    def title(self):
        return _("Sources")

    def page(self):
        return reverse("browse:home")

    def entries(self):
        return self.pages(newest.sources(lambda rows: rows))


class EssaysAndSources(FeedView):
    """Of a theme, of a moment: nothing published is nothing found."""

    def entries(self):
        essays = newest.essays(self.narrow_essays(Essay.objects.published()))
        found = [*essays, *newest.sources(self.narrow_sources)]
        if not found:
            raise Http404
        found.sort(key=newest.public_since, reverse=True)
        return self.pages(found[: newest.NUMBER])


class Theme(EssaysAndSources):
    def find(self, slug):
        self.theme = get_object_or_404(Tag, slug=slug)

    def title(self):
        return self.theme.name

    def page(self):
        return reverse("browse:theme", args=[self.theme.slug])

    def narrow_essays(self, essays):
        return tagged_with(self.theme, essays)

    def narrow_sources(self, sources):
        return tagged_with(self.theme, sources)


class Moment(EssaysAndSources):
    def find(self, year):
        self.year = year

    def title(self):
        return str(self.year)

    def page(self):
        return reverse("browse:year", args=[self.year])

    def narrow_essays(self, essays):
        return essays.filter(year=self.year)

    def narrow_sources(self, sources):
        return in_year(sources, self.year)


class OnThisDay(FeedView):
    """What is dated to the day of today, in whichever year: new once a year."""

    def find(self):
        self.today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)

    def title(self):
        return _("On this day")

    def page(self):
        return reverse("browse:today")

    def entries(self):
        found = days.sources(days.rows_on(days.of(self.today))[: newest.NUMBER])
        prefetch_related_objects(found, "themes")
        return [self._anniversary(source) for source in found]

    def _anniversary(self, source):
        entry = entries.of_page(source, self.request, self.today)
        return entry._replace(
            id=f"{entry.id}/{self.today.year}",
            title=f"{source.earliest.year}: {entry.title}",
            updated=self.today,
        )


class Comments(FeedView):
    def title(self):
        return _("Comments")

    def page(self):
        return reverse("browse:home")

    def entries(self):
        found = newest.comments(Comment.objects.published())
        return [entries.of_comment(comment, self.request) for comment in found]


class CommentsOfEssay(FeedView):
    def find(self, slug):
        self.essay = get_object_or_404(Essay.objects.published(), slug=slug)

    def title(self):
        return _("Comments: %(title)s") % {"title": self.essay.title}

    def page(self):
        return reverse("essays:comments", args=[self.essay.slug])

    def entries(self):
        found = newest.comments(self.essay.comments.published())
        return [entries.of_comment(comment, self.request) for comment in found]
