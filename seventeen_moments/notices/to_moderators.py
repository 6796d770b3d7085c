"""What moderators asked to be told: each comment that waits or is reported, or all of them once a
day."""

from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from essays.discussion.comments import Comment
from essays.discussion.flags import Flag
from seventeen_moments.core.permissions import may_view

from .messages import letter
from .models import Mail, Subscription
from .to_commenters import HEAVY

MOST_LISTED = 20


def unwritten():
    """A mail for each comment that waits or is reported.

    What waited, or was reported, before somebody asked is not told.
    """
    for subscription in Subscription.objects.for_each().select_related("user"):
        mine = Mail.objects.filter(subscription=subscription)
        told = mine.filter(comment=OuterRef("pk"), kind=Mail.Kind.WAITING)
        waiting = Comment.objects.waiting().filter(created__gte=subscription.since)
        for comment in _told(waiting.filter(~Exists(told)), subscription):
            yield _mail(Mail.Kind.WAITING, subscription, **_about(comment))
        for comment in _told(_unreported(subscription, mine).with_raised_flags(), subscription):
            if comment.raised_flags:  # somebody may have dismissed them at this very moment
                flag = min(comment.raised_flags, key=attrgetter("pk"))
                yield _mail(Mail.Kind.FLAGGED, subscription, flag=flag, **_about(comment))


def _unreported(subscription, mine):
    """Reported since, and none of the flags was told of: the next one after all were dismissed
    is news again."""
    raised = Flag.objects.raised().filter(comment=OuterRef("pk"))
    told = mine.filter(flag__in=raised.values("pk").filter(comment=OuterRef(OuterRef("pk"))))
    fresh = raised.filter(created__gte=subscription.since)
    return Comment.objects.reported().filter(Exists(fresh), ~Exists(told))


def write_digests(at):
    """For those whose hour has come, once a day; nothing, if nothing waits."""
    now = timezone.localtime(at)
    late = Q(last_digest=None) | Q(last_digest__lt=now.date())
    for subscription in (
        Subscription.objects.daily().select_related("user").filter(late, hour__lte=now.hour)
    ):
        with transaction.atomic():
            mine = Subscription.objects.filter(late, pk=subscription.pk)
            if mine.update(last_digest=now.date()):
                _write_digest(subscription)


def _write_digest(subscription):
    Mail.objects.waiting().filter(subscription=subscription, comment=None).delete()
    waiting = _part(Comment.objects.waiting(), subscription)
    reported = _part(Comment.objects.reported(), subscription)
    if count := waiting["count"] + reported["count"]:
        context = {"count": count, "waiting": waiting, "reported": reported}
        _mail(Mail.Kind.DIGEST, subscription, **context).save()


def _part(comments, subscription):
    count = comments.count()
    first = comments.with_raised_flags()[:MOST_LISTED]
    listed = list(_told(first, subscription)) if count else []
    return {"count": count, "comments": listed, "rest": count - len(listed)}


def stands(mail):
    """Whether it may still go out: it waits, or is reported, and who asked still asks and still
    moderates."""
    if mail.kind == Mail.Kind.DIGEST:
        asking = Subscription.objects.daily()
        news = Comment.objects.waiting().exists() or Comment.objects.reported().exists()
    else:
        asking, reported = Subscription.objects.for_each(), mail.kind == Mail.Kind.FLAGGED
        found = Comment.objects.reported() if reported else Comment.objects.waiting()
        news = found.filter(pk=mail.comment_id).exists()
    return news and asking.filter(pk=mail.subscription_id, email=mail.to).exists()


def _told(comments, subscription):
    """With their essays, which are named only to those who may see them."""
    for comment in comments.select_related("essay").defer(*HEAVY):
        comment.essay_is_shown = may_view(subscription.user, comment.essay)
        yield comment


def _about(comment):
    return {"comment": comment, "essay_is_shown": comment.essay_is_shown}


def _mail(kind, subscription, **context):
    return Mail(
        kind=kind,
        comment=context.get("comment"),
        flag=context.get("flag"),
        subscription=subscription,
        to=subscription.email,
        **letter(kind, subscription.language, subscription, **context),
    )
