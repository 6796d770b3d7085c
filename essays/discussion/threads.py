"""The discussion as readers see it: threads of two levels, a page at a time."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property

from .comments import Comment

PER_PAGE = 20


class Thread(NamedTuple):
    opening: Comment
    replies: list


class Threads(Paginator):
    """One query a page; the essay brings the count along, with `with_discussion()`."""

    def __init__(self, essay):
        super().__init__(essay.comments.openings(), PER_PAGE)
        self.essay = essay

    @cached_property
    def count(self):
        return self.essay.threads_count

    def _get_page(self, openings, *args):
        return super()._get_page(self._threads(openings.values("pk")), *args)

    def _threads(self, keys):
        replies = Q(parent__in=keys, state=Comment.State.APPROVED)
        rows = list(self.essay.comments.filter(Q(pk__in=keys) | replies))
        below = {row.pk: [] for row in rows if row.parent_id is None}
        for row in rows:
            if row.parent_id is not None:
                below[row.parent_id].append(row)
        return [Thread(row, below[row.pk]) for row in rows if row.parent_id is None]


def page_of(comment):
    """The number of the page that the comment stands on."""
    opening = comment.parent or comment
    earlier = Q(created=opening.created, pk__lt=opening.pk) | Q(created__lt=opening.created)
    return comment.essay.comments.openings().filter(earlier).count() // PER_PAGE + 1
