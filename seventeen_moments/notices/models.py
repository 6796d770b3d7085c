"""The queue of mails, and the subscriptions of moderators.

A row of `Mail` also records that somebody was notified of something. It is kept when its text and
its address are erased, so that nobody is notified twice.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import DO_NOTHING, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RETENTION = timedelta(days=14)
CLAIM = timedelta(minutes=10)  # longer than any attempt: no other process tries meanwhile
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
MOST_REFUSALS = 5


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Mail.State.WAITING)

    def due(self, at):
        return self.waiting().filter(next_try__lte=at)

    def claim(self, key, at):
        """Returns the mail, or None if another process has claimed it."""
        due = self.due(at).filter(pk=key)
        if due.update(next_try=at + CLAIM, attempts=F("attempts") + 1):
            return self.filter(pk=key).first()
        return None

    def expired(self, at):
        return self.filter(settled__lte=at - RETENTION).exclude(to="")

    def digests_about(self, keys):
        """A digest names its comments only by links in its text; links once had another form."""
        key = f"({'|'.join(map(str, keys))})"
        link = rf"/admin/(moderation/comments/{key}|essays/comment/{key}/change)/"
        digests = self.filter(kind=Mail.Kind.DIGEST, comment=None, event=None)
        return digests.filter(body__regex=link)

    def erase(self):
        """Keeps only the record that somebody was notified of a comment. Waiting mails are never
        sent."""
        self.filter(comment=None, decision=None).delete()
        erased = dict.fromkeys(["to", "subject", "body", "error"], "")
        return self.update(state=Mail.State.FORGOTTEN, settled=timezone.now(), **erased)


class Mail(models.Model):
    class Kind(models.TextChoices):
        APPEARED = "appeared", _("Comment published")
        REPLY = "reply", pgettext_lazy("what was written", "Reply")
        WAITING = "waiting", _("Comment pending")
        FLAGGED = "flagged", _("Comment reported")
        DIGEST = "digest", _("Digest of pending comments")
        REMOVED = "removed", _("Comment removed, with the reason")
        CONFIRM = "confirm", _("Confirmation of an address")
        ACCOUNT = "account", _("Security of an account")

    class State(models.TextChoices):
        WAITING = "waiting", _("Queued")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        FORGOTTEN = "forgotten", _("Erased")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # The comment it is about, and the comment of its recipient. Without constraints: otherwise
    # the admin lists mails, with their addresses, to anyone who is about to delete an essay.
    comment = models.ForeignKey(
        "essays.Comment", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    reader = models.ForeignKey(
        "essays.Comment", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    # For reported comments: the first flag that was not dismissed.
    flag = models.ForeignKey(
        "essays.Flag", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    # A question whether its recipient wrote a comment names only that of the recipient.
    # For removed comments: the decision that has the reason.
    decision = models.OneToOneField(
        "essays.Decision", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    subscription = models.ForeignKey(
        "notices.Subscription", null=True, on_delete=models.CASCADE, related_name="+"
    )
    # For the holder of an account, and for administrators.
    event = models.ForeignKey(
        "audit.Event", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    to = models.EmailField(_("to"), blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    created = models.DateTimeField(_("posted"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next attempt"), default=timezone.now)
    error = models.TextField(_("last error"), blank=True)
    settled = models.DateTimeField(_("sent or given up"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reader"], name="notices_mail_reader_is_told_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "subscription"],
                condition=Q(flag=None),
                name="notices_mail_moderator_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["flag", "subscription"], name="notices_mail_flag_is_told_once"
            ),
            models.UniqueConstraint(fields=["event", "to"], name="notices_mail_event_is_told_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_try"], condition=Q(state="waiting"), name="notices_mail_due"
            ),
            models.Index(fields=["settled"], name="notices_mail_settled"),
        ]

    def __str__(self):
        return self.subject

    def record_sent(self, at):
        self._update(state=self.State.SENT, settled=at, error="")

    def record_failure(self, at, error, refused):
        """Schedules the next attempt, with growing pauses, unless it was refused too often."""
        pause = min(FIRST_PAUSE * 2 ** min(self.attempts - 1, 20), LONGEST_PAUSE)
        if refused and self.attempts >= MOST_REFUSALS:
            self._update(state=self.State.REFUSED, settled=at, error=error)
        else:
            self._update(next_try=at + pause, error=error)

    def _update(self, **fields):
        Mail.objects.waiting().filter(pk=self.pk).update(**fields)


class SubscriptionQuerySet(models.QuerySet):
    def entitled(self):
        """Only of users who may still moderate."""
        moderators = self.model._meta.get_field("user").related_model.objects.with_perm(
            "essays.change_comment", backend="django.contrib.auth.backends.ModelBackend"
        )
        return self.filter(user__in=moderators.filter(is_staff=True)).exclude(email="")

    def for_each(self):
        return self.entitled().filter(how=Subscription.How.EACH)

    def daily(self):
        return self.entitled().filter(how=Subscription.How.DAILY)


class Subscription(models.Model):
    class How(models.TextChoices):
        NONE = "none", _("No e-mail")
        EACH = "each", _("One for each comment that is pending or reported")
        DAILY = "daily", _("One a day with all pending or reported comments, if there are any")

    HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    how = models.CharField(_("pending comments"), max_length=10, choices=How, default=How.NONE)
    email = models.EmailField(_("e-mail"), blank=True)
    hour = models.PositiveSmallIntegerField(_("daily e-mail at"), choices=HOURS, default=7)
    since = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10, blank=True)
    last_digest = models.DateField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self):
        return f"{self.user}: {self.get_how_display()}"
