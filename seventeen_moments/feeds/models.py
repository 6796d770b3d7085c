import secrets

from django.conf import settings
from django.core import signing
from django.db import models
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from seventeen_moments.audit.signals import access_changed


def nonce():
    return secrets.token_urlsafe(18)


class QueueFeedQuerySet(models.QuerySet):
    def open(self, signed):
        """The feed at the secret address. Raises DoesNotExist if its user may no longer read it."""
        try:
            key = _signer().unsign(signed)
        except signing.BadSignature:
            raise self.model.DoesNotExist from None
        feed = self.select_related("user").get(nonce=key)
        if not may_follow(feed.user):
            raise self.model.DoesNotExist
        return feed

    def renew(self, user):
        """Gives the user a new address. The old one stops working."""
        return self.update_or_create({"nonce": nonce()}, user=user)


class QueueFeed(models.Model):
    """A moderator's own address of the moderation queue.

    Feed readers do not sign in, so the address is a secret. It is signed: the nonce in the
    database is not enough to build it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_feed"
    )
    nonce = models.CharField(max_length=32, unique=True)

    objects = QueueFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue feed")

    def __str__(self):
        return str(self.user)

    def save(self, **kwargs):
        self.nonce = self.nonce or nonce()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("feeds:queue", args=[_signer().sign(self.nonce)])


def may_follow(user):
    return user.is_active and user.is_staff and user.has_perm("essays.change_comment")


@receiver(access_changed)
def close_feed(user, has_new_password, **kwargs):
    """Whoever knows an old password may know the address. It never comes back with a role."""
    for feed in QueueFeed.objects.filter(user=user).select_related("user"):
        if has_new_password or not may_follow(feed.user):
            feed.delete()


def _signer():
    return signing.Signer(sep=".", salt="feeds.queue")
