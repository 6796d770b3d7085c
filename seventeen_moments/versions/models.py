from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.page_key import PageKey
from seventeen_moments.core.precomputing import precompute

from .schedule import timetable
from .values import put


class DraftQuerySet(models.QuerySet):
    def of(self, row):
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)

    def due(self, at=None):
        """Whose time has come."""
        return self.waiting().filter(publish_at__lte=at or timezone.now())

    def waiting(self):
        """With a time; not those that failed then."""
        return self.filter(publish_at__isnull=False, failure="")

    def empty(self):
        """In which nothing differs from what is public."""
        return self.filter(data={}, children=None)

    def next_time(self):
        return self.waiting().aggregate(time=Min("publish_at"))["time"]


class Draft(models.Model):
    """What an editor has changed on a page, before visitors see it.

    It holds those fields alone that differ from the public row, so that whatever else is changed
    there meanwhile stays when the draft is published.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = PageKey()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
        verbose_name=_("saved together with"),
        help_text=_("The draft of the essay in whose form this source was changed."),
    )
    data = models.JSONField(_("changed fields"), default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)
    failure = models.TextField(
        _("failure"),
        blank=True,
        help_text=_("Why it could not be published as scheduled."),
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = []  # whoever may change the row may change its draft
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="versions_draft_one_a_row"
            )
        ]
        indexes = [models.Index(fields=["publish_at"], name="versions_draft_due")]

    def __str__(self):
        return _("Draft of “%(title)s”") % {"title": self.target}

    def save(self, **kwargs):
        super().save(**kwargs)
        timetable.forget()

    @property
    def author_name(self):
        return self.author and name_of(self.author)

    def parts(self):
        """Those written together with it, but for those of a kind whose app is gone."""
        children = self.children.select_related("content_type").order_by("pk")
        return [child for child in children if child.content_type.model_class()]

    def lock(self):
        """The row that it belongs to, None if that is gone: nobody else saves it until the
        transaction ends."""
        return lock(self.content_type.model_class(), self.object_id)

    def work_ahead(self):
        """Derives, before the transaction, what `publish()` stores."""
        for draft in [self, *self.parts()]:
            model = draft.content_type.model_class()
            if row := model._base_manager.filter(pk=draft.object_id).first():
                put(row, draft.data)
                precompute(row)

    def publish(self, check=None):
        """Makes it public, with the sources written together with it.

        Raises ValidationError where a row does not allow it (any more) or `check(row)` refuses
        it, and Draft.DoesNotExist where somebody else was first. Needs a transaction.
        """
        row = self.lock()
        self.refresh_from_db()
        put(row, self.data)
        row.full_clean()
        if check:
            check(row)
        row.save()
        if row.typed_themes is not None:
            row.themes.set(row.typed_themes)
        for child in self.parts():
            child.publish(check)
        self.delete()

    def is_empty(self):
        """Whether nothing differs from what is public."""
        return not self.data and not self.children.exists()

    def drop(self):
        """Takes the draft of the essay along, if nothing else was in it."""
        self.delete()
        if self.parent and self.parent.is_empty():
            self.parent.delete()


def name_of(user):
    return user.get_full_name() or user.get_username()


def lock(model, key):
    # SQLite needs no lock: its transactions begin by waiting for the other writers. Without the
    # key: comments and sources that point here may be stored meanwhile.
    return model._base_manager.select_for_update(no_key=True).filter(pk=key).first()
