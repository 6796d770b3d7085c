from django.db import models
from django.db.models.functions import Now


class PublicChange(models.Model):
    """A transaction that changed something public: see edition.py."""

    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        verbose_name = "change of what is public"
        verbose_name_plural = "changes of what is public"

    def __str__(self):
        return str(self.at)
