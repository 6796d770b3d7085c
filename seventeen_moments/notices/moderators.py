"""What moderators asked to be told: each comment that waits or is reported, or all of them once a
day."""

from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from essays.comments import Comment
from essays.flags import Flag

from .letters import letter
from .models import Mail, Subscription
from .readers import HEAVY

MOST_LISTED = 20


def unwritten():
    """A mail for each comment that waits or is reported.

    What waited, or was reported, before somebody asked is not told.
    """
    for subscription in Subscription.objects.for_each():
        mine = Mail.objects.filter(subscription=subscription)
        told = mine.filter(comment=OuterRef("pk"), kind=Mail.Kind.WAITING)
        waiting = Comment.objects.waiting().filter(created__gte=subscription.since)
        for comment in _with_essays(waiting.filter(~Exists(told))):
            yield _mail(Mail.Kind.WAITING, subscription, comment=comment)
        for comment in _with_essays(_unreported(subscription, mine)).with_raised_flags():
            if comment.raised_flags:  # somebody may have dismissed them at this very moment
                flag = min(comment.raised_flags, key=attrgetter("pk"))
                yield _mail(Mail.Kind.FLAGGED, subscription, comment=comment, flag=flag)


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
    for subscription in Subscription.objects.daily().filter(late, hour__lte=now.hour):
        with transaction.atomic():
            mine = Subscription.objects.filter(late, pk=subscription.pk)
            if mine.update(last_digest=now.date()):
                _write_digest(subscription)


def _write_digest(subscription):
    Mail.objects.waiting().filter(subscription=subscription, comment=None).delete()
    parts = [_part(found) for found in [Comment.objects.waiting(), Comment.objects.reported()]]
    waiting, reported = parts
    if count := waiting["count"] + reported["count"]:
        context = {"count": count, "waiting": waiting, "reported": reported}
        _mail(Mail.Kind.DIGEST, subscription, **context).save()


def _part(comments):
    count = comments.count()
    listed = list(_with_essays(comments).with_raised_flags()[:MOST_LISTED]) if count else []
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


def _with_essays(comments):
    return comments.select_related("essay").defer(*HEAVY).order_by("created", "pk")


def _mail(kind, subscription, **context):
    return Mail(
        kind=kind,
        comment=context.get("comment"),
        flag=context.get("flag"),
        subscription=subscription,
        to=subscription.email,
        **letter(kind, subscription.language, subscription, **context),
    )
