from django.db import models
from django.db.models.functions import Lower


class FormerSlugQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(kind=model._meta.label_lower)

    def keys(self):
        return self.values("key")

    def remember(self, model, addresses):
        """Redirects slugs to these pages, and no longer to others.

        `addresses` has the slug, and of a source the key of its essay, by the key of the page.
        """
        kind = model._meta.label_lower
        self.bulk_create(
            [
                FormerSlug(kind=kind, key=key, slug=slug, within=within[0] if within else 0)
                for key, (slug, *within) in addresses.items()
            ],
            update_conflicts=True,
            unique_fields=["kind", "within", "slug"],
            update_fields=["key"],
        )


class FormerSlug(models.Model):
    """A slug under which a page was public, so that its old address redirects to the page.

    It refers to the page, not to another address, so that redirects have no chains and loops. It
    has no foreign keys, so that a page that is deleted and restored is found again.
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
        indexes = [
            models.Index(fields=["kind", "key"], name="browse_formerslug_page"),
            models.Index("kind", Lower("slug"), name="browse_formerslug_small_slug"),
        ]

    def __str__(self):
        return f"{self.slug}: {self.kind} {self.key}"
