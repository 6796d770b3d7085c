"""How an essay or a source is cited: its parts, and the sentences in the reader's language.

An essay is cited as the Chicago Manual of Style cites a page of a site, a source as archives cite
what they hold. Written by hand: processors of citation styles know neither a reference code nor
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
from seventeen_moments.core.names import Name, join_names, parse

from . import dates

CLOSING_QUOTES = "”’»\"'"
ENDS = tuple(".?!…؟。？！")


class Contributor(NamedTuple):
    name: Name
    roles: list  # in words; empty for authors and for creators in general


class Citation(NamedTuple):
    title: str
    contributors: list
    site: str
    address: str
    accessed: datetime.date
    # Of an essay:
    published: datetime.date | None = None
    changed: datetime.date | None = None
    # Of a source:
    date: str = ""  # its own, in words
    original_source: str = ""
    publication_details: str = ""
    repository: str = ""
    reference_code: str = ""
    translators: list = []
    essay: str = ""

    @property
    def html(self):
        return format_html_join(" ", "{}", ((words,) for words in self._sentences() if words))

    def _sentences(self):
        yield _contributors(self.contributors)
        yield self._title()
        yield _sentence(self.original_source)
        yield _sentence(self.publication_details)
        yield _sentence(", ".join(filter(None, [self.repository, self.reference_code])))
        if self.translators:
            yield _sentence(_("Translated by %s") % join_names(self.translators))
        if self.essay:
            yield self._essay()
        yield format_html('<cite dir="auto">{}</cite>{}', self.site, _stop(self.site))
        yield self._published()
        yield format_html(
            _("{address} (accessed {day})."), address=self.address, day=_day(self.accessed)
        )

    def _title(self):
        if self.date:
            words = _("“{title},” {date}{stop}")
        elif _stop(self.title):
            words = _("“{title}.”")
        else:
            words = pgettext("after a title that ends in ? or !", "“{title}”")
        date, stop = _isolated(self.date), _stop(self.date)
        return format_html(words, title=_isolated(self.title), date=date, stop=stop)

    def _essay(self):
        if _stop(self.essay):
            words = _("In “{essay}.”")
        else:
            words = pgettext("after a title that ends in ? or !", "In “{essay}”")
        return format_html(words, essay=_isolated(self.essay))

    def _published(self):
        if not self.published:
            return ""
        if not self.changed:
            return _("Published %(day)s.") % {"day": _day(self.published)}
        days = {"day": _day(self.published), "changed": _day(self.changed)}
        return _("Published %(day)s, last changed %(changed)s.") % days


def of(work, address, accessed=None):
    """Of an essay or a source, by its permanent address; read today unless another day is given."""
    shared = {
        "title": work.title,
        "contributors": _contributors_of(work),
        "site": settings.SITE_NAME,
        "address": address,
        "accessed": accessed or timezone.localdate(),
    }
    if not is_source(work):
        return Citation(**shared, published=work.published_on, changed=work.changed_on)
    details = getattr(work, "publication_details", "")  # they tell the year of a book
    undated = "" if details else _("n.d.")
    return Citation(
        **shared,
        date=work.display_date or dates.abbreviated(work.date) or undated,
        original_source=work.original_source,
        publication_details=details,
        repository=work.repository,
        reference_code=work.reference_code,
        translators=parse(getattr(work, "translator", "")),
        essay=work.essay.title,
    )


def _contributors_of(work):
    """Each name once, with all of its roles: a songwriter sings, too."""
    roles = {}
    for field, role in _credits(work).items():
        for name in parse(getattr(work, field)):
            roles.setdefault(name, []).extend([role] if role else [])
    return [Contributor(name, held) for name, held in roles.items()]


def _credits(work):
    """The fields that name who made the work, with their roles, in the order of the citation."""
    return {"creators": "", **work.source_kind.credits} if is_source(work) else {"authors": ""}


def _contributors(contributors):
    """ "von Geldern, James, and Lewis Siegelbaum." """
    names = [
        (str(name) if number else name.inverted, roles)
        for number, (name, roles) in enumerate(contributors)
    ]
    if not names:
        return ""
    *others, last = [_with_roles(name, roles) for name, roles in names]
    stop = "." if names[-1][1] else _stop(names[-1][0])
    if not others:
        return format_html("{}{}", last, stop)
    before = format_html_join(", ", "{}", ((name,) for name in others))
    return format_html(_("{names}, and {last}{stop}"), names=before, last=last, stop=stop)


def _with_roles(name, roles):
    if not roles:
        return _isolated(name)
    return format_html("{} ({})", _isolated(name), ", ".join(map(str, roles)))


def _sentence(words):
    return format_html("{}{}", _isolated(words), _stop(words)) if words else ""


def _stop(words):
    """The full stop that a sentence with these last words still needs."""
    return "" if words.rstrip(CLOSING_QUOTES).endswith(ENDS) else "."


def _isolated(words):
    """In its own direction, whatever that of the sentence around it is."""
    return format_html("<bdi>{}</bdi>", words)


def _day(day):
    return date_format(day, "j E Y")
