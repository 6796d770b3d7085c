"""The discussion as readers see it: threads of two levels, a page at a time."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property

from .comments import Comment

PER_PAGE = 20


class Thread(NamedTuple):
    root: Comment
    replies: list


class Threads(Paginator):
    """One query a page; the count is an annotation of `with_discussion()`."""

    def __init__(self, essay):
        super().__init__(essay.comments.root_comments(), PER_PAGE)
        self.essay = essay

    @cached_property
    def count(self):
        return self.essay.threads_count

    def _get_page(self, roots, *args):
        """Django's hook: the page lists threads instead of root comments."""
        keys = roots.values("pk")
        replies = Q(parent__in=keys, state=Comment.State.APPROVED)
        comments = list(self.essay.comments.filter(Q(pk__in=keys) | replies))
        threads = {
            comment.pk: Thread(comment, []) for comment in comments if comment.parent_id is None
        }
        approved = {each.pk: each for each in comments if each.state == Comment.State.APPROVED}
        for comment in comments:
            if comment.parent_id is not None:
                comment.answered = approved.get(comment.reply_to_id)
                threads[comment.parent_id].replies.append(comment)
        return super()._get_page(list(threads.values()), *args)


def page_of(comment):
    """The number of the page that shows the comment."""
    root = comment.parent or comment
    earlier = Q(created=root.created, pk__lt=root.pk) | Q(created__lt=root.created)
    return comment.essay.comments.root_comments().filter(earlier).count() // PER_PAGE + 1
