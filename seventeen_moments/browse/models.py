from django.db import models


class FormerSlugQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(kind=model._meta.label_lower)

    def keys(self):
        return self.values("key")

    def remember(self, model, key, slug, within=0):
        """Whatever else the address led to, from now on it leads here."""
        self.update_or_create({"key": key}, kind=model._meta.label_lower, within=within, slug=slug)


class FormerSlug(models.Model):
    """A slug under which a page was public: its address goes on leading to that page.

    It names the page, not another address, so that there are neither chains nor loops. And
    without foreign keys: what is deleted may be restored, and is then found again.
    """

    kind = models.CharField(max_length=60)  # "essays.essay"
    key = models.BigIntegerField()
    within = models.BigIntegerField(default=0)  # the key of a source's essay
    slug = models.CharField(max_length=100)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "within", "slug"], name="browse_formerslug_address"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="browse_formerslug_page")]

    def __str__(self):
        return f"{self.slug}: {self.kind} {self.key}"
