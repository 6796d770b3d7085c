"""The parts of the page of an essay.

Those of a published essay are prepared from its rows (page_rows.py). Drafts and previews are
rendered from the models, with the same templates.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from seventeen_moments.core import prepared
from seventeen_moments.core.anchors import with_actions
from seventeen_moments.core.templatetags.pages import preview_values

from .discussion.threads import PER_PAGE, Threads
from .models import Essay
from .notes import with_notes
from .source_links import shown_in_text, with_source_links


class EssayModels:
    """What the page shows, from the models."""

    key = linked_rows = section_rows = theme_rows = related_rows = None
    comment_rows = (None, None)

    def __init__(self, essay):
        self.essay = essay

    def linked(self):
        return None  # with_source_links() loads them

    def sections(self):
        lead = self.essay.lead()
        shown = shown_in_text(self.essay) | ({lead.key} if lead else set())
        sections = [(each, each.first_sources(shown)) for each in self.essay.sections()]
        return [(section, sources) for section, sources in sections if sources]

    def related(self):
        return Essay.objects.published().related_to(self.essay)[:6]

    def threads(self):
        return Threads(self.essay).page(1).object_list


class PageParts:
    def __init__(self, source, addresses, citation_query, switch="", draft=None):
        """`addresses` are the canonical ones of the page, `switch` the form of moderators."""
        self.source, self.key = source, source.key
        self.essay, self.draft = source.essay, draft
        self.addresses, self.citation_query, self.switch = addresses, citation_query, str(switch)
        self.open = self.essay.takes_comments()

    def meta(self):
        """What search engines and other sites need to know."""
        addresses = tuple(self.addresses.items())
        return self._render("essays/_meta.html", (addresses, self.source.section_rows), self._meta)

    def _meta(self):
        lead, pictures = (
            self.essay.lead(),
            (source for _section, sources in self.source.sections() for source in sources),
        )
        picture = lead or next((source for source in pictures if source.picture), None)
        title = self.essay.title.strip()
        return preview_values(self.addresses, title, picture and picture.shared, self.essay)

    def opening(self):
        """The head of the essay and its text."""
        rows = (self.source.linked_rows, self.open, self.citation_query)
        return self._render("essays/_opening.html", rows, self._opening)

    def _opening(self):
        body, notes = with_source_links(self.essay, self.source.linked())
        comments = reverse("essays:comments", args=[self.essay.slug]) if self.open else ""
        body = with_notes(
            with_actions(body, self.citation_query, comments), notes, self.essay.language
        )
        return {"lead": self.essay.lead(), "body": body, "draft": self.draft}

    def sources(self):
        """The first sources of each section, and the themes."""
        rows = (self.source.section_rows, self.source.theme_rows)
        return self._render("essays/_sources.html", rows, self._sources)

    def _sources(self):
        return {"named": self.source.sections()}

    def related(self):
        return self._render("essays/_related.html", self.source.related_rows, self._related)

    def _related(self):
        return {"related": self.source.related()}

    def feeds(self):
        return self._render("essays/_feeds.html", (), dict)

    def discussion(self):
        rows, _convert = self.source.comment_rows
        values = (rows, self.open, self.essay.comments_count, self.essay.threads_count)
        return self._render("discussion/_section.html", (*values, self.switch), self._discussion)

    def _discussion(self):
        return {
            "page_obj": self.source.threads(),
            "open": self.open,
            "moderates": bool(self.switch.strip()),
            "switch": mark_safe(self.switch),  # noqa: S308 - rendered by the view
            "has_more": self.essay.threads_count > PER_PAGE,
        }

    def _render(self, template, values, context):
        if self.key is None:
            return render_to_string(template, {"essay": self.essay} | context())
        return prepared.html(
            template, (self.key, values), lambda: {"essay": self.essay} | context()
        )
