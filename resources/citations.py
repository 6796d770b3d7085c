"""Citations of essays and sources: their parts, and the text in the reader's language.

An essay is cited as a page of a site in the Chicago Manual of Style, a source as archives cite
their holdings. Written by hand: processors of citation styles support neither reference codes nor
the language of the page.
"""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seventeen_moments.core.kinds import is_source
from seventeen_moments.core.languages import attributes_of
from seventeen_moments.core.names import Name, join_names, parse

from . import dates

CLOSING_QUOTES = "”’»\"'"
ENDS = tuple(".?!…؟。？！")


class Contributor(NamedTuple):
    name: Name
    roles: list  # in words; empty for authors and for creators in general


class Citation(NamedTuple):
    title: str
    title_attributes: str  # of HTML
    contributors: list
    site: str
    address: str
    accessed: datetime.date
    passage: str = ""  # in words: "Paragraph 3"
    # Only of an essay:
    published: datetime.date | None = None
    changed: datetime.date | None = None
    # Only of a source:
    date: str = ""  # its own date, in words
    date_attributes: str = ""  # of HTML
    original_source: str = ""
    publication_details: str = ""
    repository: str = ""
    reference_code: str = ""
    translators: list = []
    essay: str = ""

    @property
    def html(self):
        return format_html_join(
            " ", "{}", ((sentence,) for sentence in self._sentences() if sentence)
        )

    def _sentences(self):
        yield _contributors_sentence(self.contributors)
        yield self._title_sentence()
        yield _sentence(self.original_source)
        yield _sentence(self.publication_details)
        yield _sentence(", ".join(filter(None, [self.repository, self.reference_code])))
        if self.translators:
            yield _sentence(_("Translated by %s") % join_names(self.translators))
        if self.essay:
            if _stop(self.essay):
                text = _("In “{essay}.”")
            else:
                text = pgettext("after a title that ends in ? or !", "In “{essay}”")
            yield format_html(text, essay=_isolated(self.essay, self.title_attributes))
        yield format_html('<cite dir="auto">{}</cite>{}', self.site, _stop(self.site))
        if self.published and self.changed:
            days = {"day": _day(self.published), "changed": _day(self.changed)}
            yield _("Published %(day)s, last changed %(changed)s.") % days
        elif self.published:
            yield _("Published %(day)s.") % {"day": _day(self.published)}
        yield f"{self.passage}." if self.passage else ""
        yield format_html(
            _("{address} (accessed {day})."), address=self.address, day=_day(self.accessed)
        )

    def _title_sentence(self):
        if self.date:
            text = _("“{title},” {date}{stop}")
        elif _stop(self.title):
            text = _("“{title}.”")
        else:
            text = pgettext("after a title that ends in ? or !", "“{title}”")
        date, stop = _isolated(self.date, self.date_attributes), _stop(self.date)
        title = _isolated(self.title, self.title_attributes)
        return format_html(text, title=title, date=date, stop=stop)


def cite(work, address, accessed=None, anchor=""):
    """The citation of an essay or a source by its permanent address, accessed today by default.

    An anchor of the page, such as p3, names the passage to cite; any other is ignored.
    """
    passage = _passages(work).get(anchor, "") if anchor else ""
    # Each name once, with all its roles: a songwriter may also perform.
    credits = {"creators": "", **work.source_kind.credits} if is_source(work) else {"authors": ""}
    roles = {}
    for field, role in credits.items():  # in the order of the citation
        for name in parse(getattr(work, field)):
            roles.setdefault(name, []).extend([role] if role else [])
    shared = {
        "title": work.title,
        "title_attributes": attributes_of(work, ""),
        "contributors": [Contributor(name, roles[name]) for name in roles],
        "site": settings.SITE_NAME,
        "address": f"{address}#{anchor}" if passage else address,
        "accessed": accessed or timezone.localdate(),
        "passage": passage,
    }
    if not is_source(work):
        return Citation(**shared, published=work.published_on, changed=work.changed_on)
    details = getattr(work, "publication_details", "")  # with the year of a book
    undated = "" if details else _("n.d.")
    return Citation(
        **shared,
        date_attributes=attributes_of(work, "") if work.display_date else "",
        date=work.display_date or dates.abbreviated(work.date) or undated,
        original_source=work.original_source,
        publication_details=details,
        repository=work.repository,
        reference_code=work.reference_code,
        translators=parse(getattr(work, "translator", "")),
        essay=work.essay.title,
    )


def _passages(work):
    """The passages with an anchor, in words."""
    if not is_source(work):
        numbers = enumerate(work.paragraphs, start=1)
        return {f"p{number}": _("Paragraph %(n)d") % {"n": n} for n, number in numbers}
    parallel = work.parallel()
    return {row.anchor: work.row_name(row) for row in parallel.rows} if parallel else {}


def _contributors_sentence(contributors):
    """ "von Geldern, James, and Lewis Siegelbaum." """
    names, stop = [], ""
    for index, (contributor, roles) in enumerate(contributors):
        name = str(contributor) if index else contributor.inverted
        html, stop = _isolated(name), _stop(name)
        if roles:
            html, stop = format_html("{} ({})", html, ", ".join(map(str, roles))), "."
        names.append(html)
    if len(names) < 2:
        return format_html("{}{}", names[0], stop) if names else ""
    before = format_html_join(", ", "{}", ((name,) for name in names[:-1]))
    return format_html(_("{names}, and {last}{stop}"), names=before, last=names[-1], stop=stop)


def _sentence(text):
    return format_html("{}{}", _isolated(text), _stop(text)) if text else ""


def _stop(text):
    """The full stop that a sentence still needs after the text."""
    return "" if text.rstrip(CLOSING_QUOTES).endswith(ENDS) else "."


def _isolated(text, attributes=""):
    """With its own text direction, independent of the sentence around it."""
    return format_html("<bdi{}>{}</bdi>", attributes, text)


def _day(day):
    return date_format(day, "j E Y")
