from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.models import Comment, Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.page_key import PageKey


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Correction.State.OPEN)

    def open_first(self):
        """Orders open corrections before others, the oldest first."""
        rank = Case(When(state=Correction.State.OPEN, then=Value(0)), default=Value(1))
        return self.order_by(rank, "created", "pk")

    def with_subjects(self):
        essays = Essay.objects.only("title", "slug", "language")
        fields = ["title", "slug", "essay__title", "essay__slug", "essay__language"]
        sources = [kind.objects.select_related("essay").only(*fields) for kind in kinds()]
        return self.prefetch_related(GenericPrefetch("subject", [essays, *sources]))

    def settle(self, state, user, at=None):
        """Returns the number of changed corrections. Reopened ones lose user and time."""
        values = {"settled_by": user, "settled_at": at or timezone.now()}
        if state == Correction.State.OPEN:
            values = dict.fromkeys(values)
        return self.exclude(state=state).update(state=state, **values)


class Correction(models.Model):
    """A message of a reader to the editors about an essay or a source, kept if that is deleted."""

    role_rights = {"editor": ["change", "view"]}

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DECLINED = "declined", _("Declined")
        SPAM = "spam", _("Spam")

    content_type = models.ForeignKey(ContentType, verbose_name=_("kind"), on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = PageKey()
    title = models.CharField(_("title"), max_length=250, help_text=_("As it was at the time."))
    about = models.PositiveIntegerField(_("paragraph"), null=True)
    quote = models.CharField(_("passage"), max_length=300, blank=True)
    text = models.TextField(_("correction"), max_length=Comment.MAX_LENGTH)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created = models.DateTimeField(_("sent"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    suspicion = models.CharField(
        _("spam signal"), max_length=10, choices=Comment.Suspicion, blank=True
    )
    remark = models.TextField(
        _("remark"), blank=True, help_text=_("Only for editors: what you found and what you did.")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("resolved"), null=True)
    # Sent by a moderator in place of its reader: a comment, whose name and words stay there.
    comment = models.OneToOneField(
        Comment,
        verbose_name=_("comment"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The token of the form, so that a form that is sent twice is stored once.
    token = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["state", "created"], name="corrections_queue"),
            models.Index(fields=["email"], name="corrections_email"),
        ]

    def __str__(self):
        # Without the name of the reader, because the log of the admin repeats this text.
        return f"{self.title} · {self.created:%Y-%m-%d}"

    @property
    def is_from_comment(self):
        return self.sent_by_id is not None or self.comment_id is not None

    @property
    def words(self):
        """Of the reader; those of a comment stay there, and may be deleted there."""
        if not self.is_from_comment:
            return self.text
        return self.comment.shown_text if self.comment else _("The comment was deleted.")

    @property
    def subject_url(self):
        """The address of the passage, or None if the subject was deleted."""
        if self.subject is None:
            return None
        anchor = f"#p{self.about}" if self.about else ""
        return f"{self.subject.get_absolute_url()}{anchor}"
