"""The mails that wait to be sent, and what each moderator wants to hear of.

A row of `Mail` is also the note that somebody was told of something: it stays when its words
and its address are gone, and nobody is told twice.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import DO_NOTHING, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KEPT = timedelta(days=14)
CLAIMED = timedelta(minutes=10)  # longer than any attempt takes: nobody else tries meanwhile
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
MOST_REFUSALS = 5


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Mail.State.WAITING)

    def due(self, at):
        return self.waiting().filter(next_try__lte=at)

    def claim(self, key, at):
        """The row, if it is ours to send: of those who try at once, one gets it."""
        mine = self.due(at).filter(pk=key)
        if mine.update(next_try=at + CLAIMED, attempts=F("attempts") + 1):
            return self.filter(pk=key).first()
        return None

    def for_address(self, email):
        return self.filter(to__iexact=email)

    def outlived(self, at):
        return self.filter(settled__lte=at - KEPT).exclude(to="")

    def forget(self):
        """Nothing is left but that somebody was told of a comment. What waited is never sent."""
        self.filter(comment=None).delete()
        gone = dict.fromkeys(["to", "subject", "body", "error"], "")
        return self.update(state=Mail.State.FORGOTTEN, settled=timezone.now(), **gone)


class Mail(models.Model):
    class Kind(models.TextChoices):
        APPEARED = "appeared", _("Comment published")
        REPLY = "reply", pgettext_lazy("what was written", "Reply")
        WAITING = "waiting", _("Comment pending")
        FLAGGED = "flagged", _("Comment reported")
        DIGEST = "digest", _("Digest of pending comments")

    class State(models.TextChoices):
        WAITING = "waiting", _("Queued")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        FORGOTTEN = "forgotten", _("Erased")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # Of whatever it tells, and of whom it tells it. No bond between the tables: mails would else
    # be listed, with their addresses, to everybody who is about to delete an essay.
    comment = models.ForeignKey(
        "essays.Comment", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    reader = models.ForeignKey(
        "essays.Comment", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    # Of a report, the first one that nobody dismissed.
    flag = models.ForeignKey(
        "essays.Flag", null=True, on_delete=DO_NOTHING, db_constraint=False, related_name="+"
    )
    subscription = models.ForeignKey(
        "notices.Subscription", null=True, on_delete=models.CASCADE, related_name="+"
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
        ]
        indexes = [
            models.Index(
                fields=["next_try"], condition=Q(state="waiting"), name="notices_mail_due"
            ),
            models.Index(fields=["settled"], name="notices_mail_settled"),
        ]

    def __str__(self):
        return self.subject

    def note_sent(self, at):
        self._note(state=self.State.SENT, settled=at, error="")

    def note_failure(self, at, error, refused):
        """It is tried again after a pause that grows; what was refused again and again is not."""
        pause = min(FIRST_PAUSE * 2 ** min(self.attempts - 1, 20), LONGEST_PAUSE)
        if refused and self.attempts >= MOST_REFUSALS:
            self._note(state=self.State.REFUSED, settled=at, error=error)
        else:
            self._note(next_try=at + pause, error=error)

    def _note(self, **fields):
        Mail.objects.waiting().filter(pk=self.pk).update(**fields)


class SubscriptionQuerySet(models.QuerySet):
    def entitled(self):
        """Those who may still moderate."""
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
