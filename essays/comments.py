from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.template.defaultfilters import linebreaks
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from seventeen_moments.made import Made, MadeQuerySet


class CommentQuerySet(MadeQuerySet):
    def approved(self):
        return self.filter(state=Comment.State.APPROVED)

    def waiting(self):
        return self.filter(state=Comment.State.WAITING)

    def published(self, at=None):
        essays = self.model._meta.get_field("essay").related_model.objects
        return self.approved().filter(essay__in=essays.published(at))

    def waiting_first(self):
        waiting = Case(
            When(state=Comment.State.WAITING, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return self.order_by(waiting, "-created", "-pk")


class Comment(Made):
    MADE = {"text": ["html"]}

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        REMOVED = "removed", _("Removed")

    LONGEST = 5000  # characters

    essay = models.ForeignKey(
        "essays.Essay", verbose_name=_("essay"), on_delete=models.CASCADE, related_name="comments"
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), help_text=_("Never shown to readers."))
    text = models.TextField(_("comment"), max_length=LONGEST)
    html = models.TextField(editable=False, blank=True)
    created = models.DateTimeField(_("written"), auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.WAITING,
        help_text=_("Only approved comments are public."),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["essay", "state", "created"], name="essays_comment_thread"),
            models.Index(fields=["state", "created"], name="essays_comment_queue"),
        ]

    def __str__(self):
        return f"{self.name}: {Truncator(self.text).chars(60)}"

    def make(self):
        self.html = linebreaks(self.text, autoescape=True)

    def get_absolute_url(self):
        return f"{self.essay.get_absolute_url()}#c{self.pk}"

    def is_published(self, at=None):
        """The answer of `published()` for this row."""
        return self.state == self.State.APPROVED and self.essay.is_published(at)
