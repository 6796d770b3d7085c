"""What moderators asked to be told: each comment that waits, or all of them once a day."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from essays.comments import Comment

from .letters import letter
from .models import Mail, Subscription
from .readers import HEAVY

MOST_LISTED = 20


def unwritten():
    """A mail for each comment that waits; what waited before somebody asked is not told."""
    for subscription in Subscription.objects.for_each():
        told = Mail.objects.filter(comment=OuterRef("pk"), subscription=subscription)
        waiting = Comment.objects.waiting().filter(created__gte=subscription.since)
        for comment in _with_essays(waiting.filter(~Exists(told))):
            yield _mail(Mail.Kind.WAITING, subscription, comment=comment)


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
    waiting = Comment.objects.waiting()
    count = waiting.count()
    if count:
        listed = list(_with_essays(waiting)[:MOST_LISTED])
        rest = count - len(listed)
        _mail(Mail.Kind.DIGEST, subscription, count=count, comments=listed, rest=rest).save()


def stands(mail):
    """Whether it may still go out: it waits, and who asked still asks and still moderates."""
    if mail.kind == Mail.Kind.DIGEST:
        asking, waiting = Subscription.objects.daily(), Comment.objects.waiting()
    else:
        asking = Subscription.objects.for_each()
        waiting = Comment.objects.waiting().filter(pk=mail.comment_id)
    return asking.filter(pk=mail.subscription_id, email=mail.to).exists() and waiting.exists()


def _with_essays(comments):
    return comments.select_related("essay").defer(*HEAVY).order_by("created", "pk")


def _mail(kind, subscription, **context):
    return Mail(
        kind=kind,
        comment=context.get("comment"),
        subscription=subscription,
        to=subscription.email,
        **letter(kind, subscription.language, subscription, **context),
    )
