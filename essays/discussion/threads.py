"""The discussion as readers see it: threads of two levels, a page at a time."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import SimpleLazyObject, cached_property

from seventeen_moments.core.compiled import compiled

from .comments import Comment

PER_PAGE = 20
FIELDS = [
    *("id", "essay_id", "name", "html", "created", "state", "parent_id", "reply_to_id"),
    *("about", "quote", "author_role", "edited", "withdrawn", "erased", "thread_closed"),
]


class Thread(NamedTuple):
    root: Comment
    replies: list


@compiled(Comment)
def comment_rows(start, end, *, essay):
    """The comments of a page: the root comments between the numbers, and their replies."""
    comments = Comment.objects.filter(essay=essay)
    roots = comments.root_comments()[start:end].values("pk")
    replies = Q(parent__in=roots, state=Comment.State.APPROVED)
    return comments.filter(Q(pk__in=roots) | replies).values_list(*FIELDS)


def threads(essay, rows):
    """The threads of a page of the discussion, from its rows in order."""
    comments = [Comment.from_db(essay._state.db, FIELDS, row) for row in rows]
    for comment in comments:
        comment.essay = essay
    threads = {comment.pk: Thread(comment, []) for comment in comments if comment.parent_id is None}
    approved = {each.pk: each for each in comments if each.state == Comment.State.APPROVED}
    for comment in comments:
        if comment.parent_id is not None:
            comment.answered = approved.get(comment.reply_to_id)
            threads[comment.parent_id].replies.append(comment)
    return list(threads.values())


class Threads(Paginator):
    """One query a page; the count is an annotation of `with_discussion()`."""

    def __init__(self, essay):
        super().__init__([], PER_PAGE)
        self.essay = essay

    @cached_property
    def count(self):
        return self.essay.threads_count

    def page(self, number):
        """Its `rows` are those of the database, for parts that are remembered."""
        number = self.validate_number(number)
        start, rows, convert = (number - 1) * PER_PAGE, [], list
        if self.count:
            rows, convert = comment_rows.raw(start, start + PER_PAGE, essay=self.essay.pk)
        lazy = SimpleLazyObject(lambda: threads(self.essay, convert(rows)))
        page = self._get_page(lazy, number, self)
        page.rows = rows
        return page


def page_of(comment):
    """The number of the page that shows the comment."""
    root = comment.root
    earlier = Q(created=root.created, pk__lt=root.pk) | Q(created__lt=root.created)
    return comment.essay.comments.root_comments().filter(earlier).count() // PER_PAGE + 1
