from functools import partial
from operator import attrgetter

from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from taggit.models import Tag

from essays.models import Comment, Essay
from seventeen_moments.browse import days
from seventeen_moments.browse.loading import load_sources
from seventeen_moments.browse.year import in_year
from seventeen_moments.core.names import parse
from seventeen_moments.core.themes import public_themes, tagged_with

from . import newest
from .atom import AtomFeed


@method_decorator(require_safe, name="__call__")
class ArchiveFeed(Feed):
    feed_type = AtomFeed
    item_description = None  # `item_extra_kwargs` has the authors, the summary and the content

    def item_guid(self, item):
        """The part of the tag URI that follows the host."""
        return f"{item.created:%Y-%m-%d}:{item._meta.model_name}/{item.pk}"


class PagesFeed(ArchiveFeed):
    """Essays and sources, with their themes."""

    def item_title(self, page):
        return page.title

    def item_pubdate(self, page):
        return page.public_since

    def item_updateddate(self, page):
        return max(page.public_since, page.updated)

    def item_categories(self, page):
        return [theme.name for theme in page.themes.all()]

    def item_extra_kwargs(self, page):
        names = page.authors if isinstance(page, Essay) else page.creators
        return {
            "authors": [str(name) for name in parse(names)],
            "summary": getattr(page, "content_warning", "") or page.excerpt,
            "content": "",
            "language": page.content_language,
        }


class EssaysFeed(PagesFeed):
    title = _("Essays")
    link = reverse_lazy("essays:essays")

    def items(self):
        return newest.essays(Essay.objects.published())


class SourcesFeed(PagesFeed):
    title = _("Sources")
    link = reverse_lazy("browse:home")

    def items(self):
        return newest.sources()


class ThemeFeed(PagesFeed):
    def get_object(self, request, slug):
        return public_themes(Tag.objects.all()).get(slug=slug)

    def title(self, theme):
        return theme.name

    def link(self, theme):
        return reverse("browse:theme", args=[theme.slug])

    def items(self, theme):
        return essays_and_sources(partial(tagged_with, theme), partial(tagged_with, theme))


class YearFeed(PagesFeed):
    def get_object(self, request, year):
        return year

    def title(self, year):
        return str(year)

    def link(self, year):
        return reverse("browse:year", args=[year])

    def items(self, year):
        return essays_and_sources(
            lambda essays: essays.filter(year=year), lambda sources: in_year(sources, year)
        )


class OnThisDayFeed(PagesFeed):
    """Sources dated to this day of any year: each is a new entry once a year."""

    title = _("On this day")
    link = reverse_lazy("browse:today")

    def get_object(self, request):
        return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)

    def items(self, today):
        sources = load_sources(days.KeysOn(days.day_of(today))[: newest.NUMBER])
        prefetch_related_objects(sources, "themes")
        for source in sources:
            source.anniversary = today
        return sources

    def item_guid(self, source):
        return f"{super().item_guid(source)}/{source.anniversary.year}"

    def item_title(self, source):
        return f"{source.earliest.year}: {source.title}"

    def item_pubdate(self, source):
        return source.anniversary

    item_updateddate = item_pubdate


class CommentsFeed(ArchiveFeed):
    title = _("Comments")
    link = reverse_lazy("browse:home")

    def items(self):
        return newest.comments(Comment.objects.published())

    def item_title(self, comment):
        names = {"name": comment.shown_name, "title": comment.essay.title}
        return _("%(name)s on “%(title)s”") % names

    def item_pubdate(self, comment):
        return comment.created

    def item_extra_kwargs(self, comment):
        return {
            "authors": [comment.shown_name],
            "summary": "",
            "content": comment.shown_html,
            "language": "",  # its title is a sentence of the interface
            "content_language": comment.essay.language,  # readers usually write in it
        }


class EssayCommentsFeed(CommentsFeed):
    def get_object(self, request, slug):
        return Essay.objects.published().get(slug=slug)

    def title(self, essay):
        return _("Comments: %(title)s") % {"title": essay.title}

    def link(self, essay):
        return reverse("essays:comments", args=[essay.slug])

    def items(self, essay):
        return newest.comments(essay.comments.published())


def essays_and_sources(narrow_essays, narrow_sources):
    """The newest pages of a theme or a year. Without any, the feed does not exist."""
    essays = newest.essays(narrow_essays(Essay.objects.published()))
    pages = [*essays, *newest.sources(narrow_sources)]
    if not pages:
        raise Http404
    return sorted(pages, key=attrgetter("public_since"), reverse=True)[: newest.NUMBER]
