"""When an essay takes comments, and whether a new one appears at once.

This is decided for each request.
"""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core import edition
from seventeen_moments.core.languages import isolated
from seventeen_moments.core.names import account_name

from .closing import ClosingQuerySet
from .comment_settings import CommentSettings
from .comments import Comment

MAX_SLOW_MINUTES = 24 * 60  # submissions are logged for a day


class Approval(models.TextChoices):
    """Which comments need approval before they are published."""

    ALWAYS = "always", _("Every comment needs approval")
    NEW_AUTHORS = "new_authors", _("Comments by approved authors are published immediately")
    NEVER = "never", _("All comments are published immediately")


class WhenQuiet(models.TextChoices):
    CLOSE = "close", _("Comments close")
    APPROVAL = "approval", _("Every comment needs approval")


class CommentPolicyQuerySet(ClosingQuerySet):
    def with_comment_policy(self):
        """Adds site_open and last_activity, which the methods of CommentPolicy need."""
        since = F("published_at")
        last = Comment.objects.approved().filter(essay=OuterRef("pk")).order_by("-created")
        return self.annotate(
            site_open=Coalesce(Subquery(CommentSettings.objects.values("comments_open")[:1]), True),
            last_activity=Greatest(
                since,
                Coalesce(F("comments_from"), since),
                Coalesce(Subquery(last.values("created")[:1]), since),
            ),
        )

    def taking_comments(self, at=None):
        at = at or timezone.now()
        days = ExpressionWrapper(
            Cast("quiet_days", models.IntegerField()) * Value(timedelta(days=1)),
            output_field=DurationField(),
        )
        quiet_from = ExpressionWrapper(
            F("last_activity") + days, output_field=models.DateTimeField()
        )
        return (
            self.with_comment_policy()
            .alias(quiet_from=quiet_from)
            .filter(
                Q(comments_from=None) | Q(comments_from__lte=at),
                Q(comments_until=None) | Q(comments_until__gt=at),
                Q(quiet_from=None) | Q(quiet_from__gt=at) | ~Q(when_quiet=WhenQuiet.CLOSE),
                site_open=True,
                comments_open=True,
            )
        )


class CommentPolicy(models.Model):
    comments_open = models.BooleanField(
        _("comments open"),
        default=True,
        help_text=_(
            "When closed, the page says “Comments are closed.” Earlier comments stay visible."
        ),
    )
    closing = models.ForeignKey(
        "essays.ModerationAction",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # the action that closed the comments; empty if they were never open
    approval = models.CharField(
        _("new comments"),
        max_length=20,
        choices=Approval,
        default=Approval.ALWAYS,
        help_text=_(
            "An approved author has at least one approved comment and no spam, and confirms the "
            "address by a link in an e-mail. Suspected spam always needs approval."
        ),
    )
    comments_from = models.DateTimeField(
        _("open from"),
        null=True,
        blank=True,
        help_text=_("Closed until then. Empty: no start date."),
    )
    comments_until = models.DateTimeField(
        _("open until"),
        null=True,
        blank=True,
        help_text=_("Closed from then on. Empty: no end date."),
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("days without comments"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
        help_text=_(
            "After this many days without a new comment, the next setting applies. Empty: never."
        ),
    )
    when_quiet = models.CharField(
        _("after these days"), max_length=10, choices=WhenQuiet, default=WhenQuiet.CLOSE
    )
    slow_minutes = models.PositiveSmallIntegerField(
        _("minutes between comments"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_SLOW_MINUTES)],
        help_text=_(
            "One network may send one comment in this many minutes. A whole reading room may share "
            "one. Empty: no limit besides that of the comment settings."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(comments_from=None)
                | Q(comments_until=None)
                | Q(comments_until__gt=F("comments_from")),
                name="%(app_label)s_%(class)s_comments_end_after_they_begin",
                violation_error_message=_(
                    "The end of the comment period must be later than its beginning."
                ),
            )
        ]

    def takes_comments(self, at=None):
        """The same rule as `taking_comments()`, for one essay; needs `with_comment_policy()`."""
        return not self.why_closed(at)

    def why_closed(self, at=None):
        """Returns the first reason that applies, or None while comments are open."""
        if at is None:
            at = timezone.now()
            self._limit_page(at)
        reasons = [
            (not self.site_open, _("Comments are closed on the whole site.")),
            (not self.comments_open, _("Comments on this essay are closed.")),
            (self.comments_from and at < self.comments_from, _("Comments have not opened yet.")),
            (self.comments_until and at >= self.comments_until, _("The comment period has ended.")),
            (
                self.when_quiet == WhenQuiet.CLOSE and self.is_quiet(at),
                _("Comments closed after a period without comments."),
            ),
        ]
        return next((reason for applies, reason in reasons if applies), None)

    @property
    def who_closed(self):
        """For moderators only."""
        if self.closing is None or self.closing.by is None:
            return gettext("Comments are closed.")
        closed = gettext("%(name)s closed the comments on %(date)s.")
        date = date_format(timezone.localtime(self.closing.at), "j E Y")
        return closed % {"name": isolated(account_name(self.closing.by)), "date": date}

    def _limit_page(self, at):
        """Comments open and close by themselves, on a page that is kept for visitors, too."""
        for change in (self.comments_from, self.comments_until):
            if change and change > at:
                edition.limit(change)
        if self.quiet_days is not None and self.last_activity and not self.is_quiet(at):
            # Another day will do, and is within the calendar.
            left = self.last_activity - at + timedelta(days=self.quiet_days)
            edition.limit(at + min(left, timedelta(days=1)))

    def approval_at(self, at=None):
        return Approval.ALWAYS if self.is_quiet(at) else self.approval

    def is_quiet(self, at=None):
        if self.quiet_days is None or self.last_activity is None:
            return False
        # Not a sum of the two, which may be beyond the calendar.
        return (at or timezone.now()) - self.last_activity >= timedelta(days=self.quiet_days)
