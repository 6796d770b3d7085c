from datetime import timedelta
from hashlib import sha256

from django.core import signing
from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.derived import DerivedFieldsMixin, DerivedFieldsQuerySet

from . import plain_text
from .decisions import ModeratedQuerySet
from .erasing import EMPTY, erase_traces
from .flags import Flag
from .redacted_text import RedactedTextMixin

EDIT_WINDOW = timedelta(minutes=15)
MAX_QUOTE_LENGTH = 300  # characters


class CommentQuerySet(ModeratedQuerySet, DerivedFieldsQuerySet):
    def approved(self):
        return self.filter(state=Comment.State.APPROVED)

    def waiting(self):
        return self.filter(state=Comment.State.WAITING)

    def published(self, at=None):
        essays = self.model._meta.get_field("essay").related_model.objects
        return self.approved().filter(Exists(essays.published(at).filter(pk=OuterRef("essay"))))

    def root_comments(self):
        """The first level, as readers see it.

        A comment that is not approved keeps its place if it has approved replies.
        """
        replies = self.model.objects.approved().filter(parent=OuterRef("pk"))
        return self.filter(Q(state=Comment.State.APPROVED) | Exists(replies), parent=None)

    def counts_by_state(self, emails):
        """How many comments readers sent from each e-mail address: `{email: {state: count}}`."""
        comments = self.filter(email__in=emails, author_role=Comment.AuthorRole.READER).order_by()
        counts = {}
        for email, state, count in comments.values_list("email", "state").annotate(Count("pk")):
            counts.setdefault(email, {})[state] = count
        return counts

    def flagged(self):
        return self.filter(Exists(Flag.objects.raised().filter(comment=OuterRef("pk"))))

    def reported(self):
        """Public and flagged: a moderator has to decide."""
        return self.approved().flagged()

    def pending_count(self, most):
        """How many comments wait or were reported, up to that number; in one query."""
        waiting = self.waiting().order_by().values("pk")
        reported = self.reported().order_by().values("pk")
        return waiting.union(reported, all=True)[:most].count()

    def with_essay(self):
        essay = self.model._meta.get_field("essay").related_model
        return self.select_related("essay").defer(*essay.long_fields("essay__"))

    def with_raised_flags(self):
        """Adds raised_flags, the list of flags that were not dismissed."""
        return self.prefetch_related(Prefetch("flags", Flag.objects.raised(), "raised_flags"))

    def with_flag_counts(self):
        """Adds flags_count and latest_flag (a key), without the dismissed flags."""
        raised = Flag.objects.raised().filter(comment=OuterRef("pk")).order_by().values("comment")
        return self.annotate(
            flags_count=Coalesce(Subquery(raised.values_list(Count("pk"))), 0),
            latest_flag=Coalesce(Subquery(raised.values_list(Max("pk"))), 0),
        )

    def is_approved_author(self, email):
        """Whether the address has an approved comment, and none that was spam."""
        comments = self.filter(email=email, author_role=Comment.AuthorRole.READER)
        states = set(comments.values_list("state", flat=True).order_by().distinct())
        return Comment.State.APPROVED in states and Comment.State.SPAM not in states

    def waiting_first(self):
        """Of each state the newest first, as an index has them."""
        return self.order_by("-state", "-created", "-pk")


class Comment(RedactedTextMixin, DerivedFieldsMixin):
    role_rights = {"editor": ["view"], "moderator": ["change", "view"]}

    DERIVED = {"text": ["html"]}

    class State(models.TextChoices):
        WAITING = "waiting", _("Pending")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        REMOVED = "removed", pgettext_lazy("comment", "Removed")

    class AuthorRole(models.TextChoices):
        READER = "reader", _("Reader")
        AUTHOR = "author", _("Author of the essay")
        MODERATOR = "moderator", _("Moderator")
        EDITOR = "editor", _("Editor")

    class Suspicion(models.TextChoices):
        TRAP = "trap", _("Filled in the hidden field")
        WORD = "word", _("Blocked word")
        ADDRESS = "address", _("Blocked address")
        STAFF = "staff", _("Name like staff")
        DENIED = "denied", _("Not by the owner of the address")
        LINKS = "links", _("Many links")
        HASTE = "haste", _("Submitted within seconds")
        REPEATED = "repeated", _("Duplicate")

    MAX_LENGTH = 5000  # characters

    essay = models.ForeignKey(
        "essays.Essay", verbose_name=_("essay"), on_delete=models.CASCADE, related_name="comments"
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), help_text=_("Never shown to readers."))
    text = models.TextField(_("comment"), max_length=MAX_LENGTH)
    html = models.TextField(editable=False, blank=True)
    created = models.DateTimeField(_("posted"), auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.WAITING,
        help_text=_("Only approved comments are public."),
    )
    state_since = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    suspicion = models.CharField(
        _("spam signal"), max_length=10, choices=Suspicion, blank=True, editable=False
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thread"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="replies",
    )
    reply_to = models.ForeignKey(  # the parent, or another reply to the parent
        "self",
        verbose_name=_("in reply to"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="direct_replies",
    )
    about = models.PositiveIntegerField(
        _("paragraph"), null=True, editable=False, help_text=_("The number in its anchor.")
    )
    quote = models.CharField(_("passage"), max_length=MAX_QUOTE_LENGTH, blank=True, editable=False)
    author_role = models.CharField(
        _("author role"),
        max_length=10,
        choices=AuthorRole,
        default=AuthorRole.READER,
        editable=False,
        help_text=_("Set from the account that posted it, never from a typed name."),
    )
    # By its author, after it had been public.
    edited = models.DateTimeField(_("edited"), null=True, editable=False)
    # Its words are gone: deleted by its author or, if it is erased, by others.
    withdrawn = models.BooleanField(_("deleted by its author"), default=False, editable=False)
    # A moderator or the rule of retention deleted it; its place above replies stays.
    erased = models.BooleanField(default=False, db_default=False, editable=False)
    # Of a root comment: neither it nor its replies take replies from readers.
    thread_closed = models.BooleanField(
        _("thread closed"), default=False, db_default=False, editable=False
    )
    # When its author showed that the address is theirs: by the link in an e-mail, or by a browser
    # that is remembered since.
    proved_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    # The author gets an e-mail about what happens from this time on.
    notices_since = models.DateTimeField(_("e-mail notifications since"), null=True, editable=False)
    language = models.CharField(
        _("notification language"), max_length=10, blank=True, editable=False
    )
    # The token of its form, so that a form that is sent twice is stored once.
    token = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001

    answered = None  # the approved comment that it replies to, set by Threads

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["essay", "state", "created"], name="essays_comment_thread"),
            models.Index(fields=["state", "created"], name="essays_comment_queue"),
            models.Index(fields=["state", "state_since"], name="essays_comment_state_since"),
            models.Index(fields=["created"], name="essays_comment_created"),
            models.Index(fields=["email", "state"], name="essays_comment_record"),
            models.Index(
                fields=["notices_since"],
                condition=Q(notices_since__isnull=False),
                name="essays_comment_notices",
            ),
        ]

    def __str__(self):
        return f"{self.shown_name}: {Truncator(self.shown_text).chars(60)}"

    def derive(self):
        self.html = plain_text.render(self.text)

    def get_absolute_url(self):
        """Redirects to the page of the discussion that shows the comment."""
        return reverse("essays:comment", args=[self.essay.slug, self.pk])

    def is_published(self, at=None):
        """The same rule as `published()`, for one comment."""
        return self.state == self.State.APPROVED and self.essay.is_published(at)

    @property
    def is_long(self):
        return plain_text.is_long(self.html)

    @property
    def version(self):
        """Identifies the state and the text; pages send it back with a decision."""
        return f"{self.state}.{sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def root(self):
        return self.parent or self

    @property
    def own_url(self):
        """The page where its author may change or delete it. Nobody else can guess the address."""
        return reverse("essays:own_comment", args=[self.essay.slug, _signer().sign(self.pk)])

    @property
    def removal_reason(self):
        """What its author is told about its removal; empty if nothing."""
        if self.state != self.State.REMOVED or self.withdrawn:
            return ""
        decision = self.decisions.not_undone().first()
        return decision.reason if decision and decision.after == self.state else ""

    def is_changeable(self, at=None):
        """Whether its author may change the text: only while hardly anybody can have replied.

        After a redaction it may only be deleted: an older page would send the words again.
        Spam may be changed like what waits, so that nobody learns what is blocked.
        """
        decided = self.withdrawn or self.state == self.State.REMOVED or self.is_redacted
        return not decided and (at or timezone.now()) < self.created + EDIT_WINDOW

    def set_notices(self, enabled):
        """Switches the author's e-mails on, in the language of the current page, or off."""
        self.notices_since = timezone.now() if enabled else None
        self.language = get_language() if enabled else ""

    def withdraw(self):
        """Erases what its author entered; the comment keeps its place in the thread."""
        changed = EMPTY | {
            "text": str(_("Deleted by its author.")),
            "state": self.State.REMOVED,
            "state_since": timezone.now(),
        }
        for name, value in changed.items():
            setattr(self, name, value)
        with transaction.atomic():
            self.save(update_fields=changed)
            erase_traces([self.pk])


def signed_key(signed):
    """Returns the key of the comment with this `own_url`, or raises BadSignature."""
    return int(_signer().unsign(signed))


def _signer():
    return signing.Signer(sep=".", salt="essays.discussion.comments.own")
