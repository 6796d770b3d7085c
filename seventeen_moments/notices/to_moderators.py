"""Notifications to moderators: of each comment that waits or is reported, or once a day."""

from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.discussion.comments import Comment
from essays.discussion.flags import Flag
from seventeen_moments.core.permissions import may_view

from .messages import render
from .models import Mail, Subscription

MOST_LISTED = 20


def new_mails():
    """Yields a mail for each comment that waits or is reported since the subscription began."""
    for subscription in Subscription.objects.for_each().select_related("user"):
        mails = Mail.objects.filter(subscription=subscription)
        written = mails.filter(comment=OuterRef("pk"), kind=Mail.Kind.WAITING)
        waiting = Comment.objects.waiting().filter(created__gte=subscription.since)
        for comment in _with_essays(waiting.filter(~Exists(written)), subscription):
            yield _mail(Mail.Kind.WAITING, subscription, comment=comment)
        reported = _newly_reported(subscription, mails).with_raised_flags()
        for comment in _with_essays(reported, subscription):
            if comment.raised_flags:  # another moderator may have just dismissed them
                flag = min(comment.raised_flags, key=attrgetter("pk"))
                yield _mail(Mail.Kind.FLAGGED, subscription, flag=flag, comment=comment)


def _newly_reported(subscription, mails):
    """Comments without a mail about their present flags. If all flags are dismissed, the next one
    is reported again."""
    raised = Flag.objects.raised().filter(comment=OuterRef("pk"))
    written = mails.filter(flag__in=raised.values("pk").filter(comment=OuterRef(OuterRef("pk"))))
    recent = raised.filter(created__gte=subscription.since)
    return Comment.objects.reported().filter(Exists(recent), ~Exists(written))


def write_digests(at):
    """Writes one digest a day, at the hour of each subscription, unless there is nothing to do."""
    now = timezone.localtime(at)
    not_today = Q(last_digest=None) | Q(last_digest__lt=now.date())
    daily = Subscription.objects.daily().select_related("user")
    for subscription in daily.filter(not_today, hour__lte=now.hour):
        with transaction.atomic():
            claimed = Subscription.objects.filter(not_today, pk=subscription.pk)
            if claimed.update(last_digest=now.date()):
                write_digest(subscription)


def write_digest(subscription):
    Mail.objects.waiting().filter(subscription=subscription, comment=None).delete()
    waiting = _part(Comment.objects.waiting(), subscription)
    reported = _part(Comment.objects.reported(), subscription)
    if count := waiting["count"] + reported["count"]:
        context = {"count": count, "waiting": waiting, "reported": reported}
        _mail(Mail.Kind.DIGEST, subscription, **context).save()


def _part(comments, subscription):
    count = comments.count()
    first = comments.with_raised_flags()[:MOST_LISTED]
    listed = list(_with_essays(first, subscription)) if count else []
    return {"count": count, "comments": listed, "rest": count - len(listed)}


def is_due(mail):
    """Checks again before sending: another moderator may have decided about the comment, and the
    subscription or the permission may have ended."""
    if mail.kind == Mail.Kind.DIGEST:
        subscriptions = Subscription.objects.daily()
        pending = Comment.objects.waiting().exists() or Comment.objects.reported().exists()
    else:
        subscriptions = Subscription.objects.for_each()
        is_report = mail.kind == Mail.Kind.FLAGGED
        comments = Comment.objects.reported() if is_report else Comment.objects.waiting()
        pending = comments.filter(pk=mail.comment_id).exists()
    return pending and subscriptions.filter(pk=mail.subscription_id, email=mail.to).exists()


def text_of(mail):
    """Subject and text as they would be written now."""
    comments = Comment.objects.filter(pk=mail.comment_id).with_raised_flags()
    [comment] = _with_essays(comments, mail.subscription)
    context = {"comment": comment, "essay_is_shown": comment.essay_is_shown}
    return render(mail.kind, mail.subscription.language, mail.subscription, **context)


def _with_essays(comments, subscription):
    """Titles of essays are hidden if the moderator may not see them."""
    for comment in comments.with_essay().defer("html"):
        comment.essay_is_shown = may_view(subscription.user, comment.essay)
        comment.essay_title = comment.essay.title if comment.essay_is_shown else _("Not public")
        yield comment


def _mail(kind, subscription, comment=None, flag=None, **context):
    if comment:
        context |= {"comment": comment, "essay_is_shown": comment.essay_is_shown}
    return Mail(
        kind=kind,
        comment=comment,
        flag=flag,
        subscription=subscription,
        to=subscription.email,
        **render(kind, subscription.language, subscription, **context),
    )
