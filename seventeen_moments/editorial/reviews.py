"""Drafts that authors ask the editors to publish, and the remarks that the editors answer with."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.core.page_key import PageKey
from seventeen_moments.core.publication import Status

LONGEST = 5_000  # characters of a note, a passage or a remark


class ReviewQuerySet(models.QuerySet):
    def of(self, page):
        return self.filter(content_type=ContentType.objects.get_for_model(page), object_id=page.pk)

    def open(self, *querysets):
        """Those of drafts in the querysets. A review is done once its page is published."""
        now, of_drafts = timezone.now(), Q(pk__in=[])
        for queryset in querysets:
            drafts = queryset.filter(pk=OuterRef("object_id"), status=Status.DRAFT).exclude(
                published_at__gt=OuterRef("sent"), published_at__lte=now
            )
            content_type = ContentType.objects.get_for_model(queryset.model)
            of_drafts |= Q(Exists(drafts.order_by()), content_type=content_type)
        return self.filter(of_drafts)


class Review(models.Model):
    """The latest request of an author to review a page. One that is sent again is waiting again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Ready for review")
        ANSWERED = "answered", _("Answered with remarks")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    page = PageKey()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    sent = models.DateTimeField(_("sent"), default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = []  # those of the page apply
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="editorial_review_one_a_page"
            )
        ]
        indexes = [models.Index(fields=["state", "sent"], name="editorial_review_waiting")]

    def __str__(self):
        return _("Review of “%(title)s”") % {"title": self.page}

    @property
    def author_name(self):
        return self.author and account_name(self.author)

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    def is_changed_since(self, page):
        """Whether the page was saved after the review was asked for."""
        return page.updated > self.sent

    @cached_property
    def all_remarks(self):
        return list(self.remarks.select_related("author"))


class Remark(models.Model):
    """What an editor says about a passage of a draft, or about the whole."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    passage = models.TextField(_("passage"), blank=True)
    words = models.TextField(_("remark"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("editor"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["pk"]
        default_permissions = []

    def __str__(self):
        return self.words

    @property
    def author_name(self):
        return self.author and account_name(self.author)


def with_reviews(queryset):
    """Adds review_state, None without an open review, and the number of its remarks to do."""
    reviews = Review.objects.open(queryset.model._base_manager.all())
    reviews = reviews.filter(
        content_type=ContentType.objects.get_for_model(queryset.model), object_id=OuterRef("pk")
    )
    remarks = reviews.filter(remarks__done=False).order_by().values("object_id")
    return queryset.annotate(
        review_state=Subquery(reviews.values("state")),
        remarks_to_do=Coalesce(Subquery(remarks.values_list(Count("remarks"))), 0),
    )


def review_for_form(page, data):
    """The review that the form of the page shows, with the ticks that the form was sent with."""
    review = page.review_state and Review.objects.of(page).select_related("author").first()
    for remark in review.all_remarks if review else []:
        remark.ticked = _is_ticked(remark, data) if _is_shown(remark, data) else remark.done
    return review


def save_ticks(page, data):
    """Stores which of the remarks that the form showed are done."""
    for remark in Remark.objects.filter(review__in=Review.objects.of(page)):
        if _is_shown(remark, data) and remark.done != _is_ticked(remark, data):
            remark.done = not remark.done
            remark.save(update_fields=["done"])


def _is_shown(remark, data):
    return f"remark-{remark.pk}-shown" in data


def _is_ticked(remark, data):
    return f"remark-{remark.pk}" in data
