"""Data that the page shows, but does not erase."""

import json

from django.contrib.auth.models import User
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.discussion.blocks import ascii_email
from essays.models import Block, RefusedAddress
from seventeen_moments.audit.models import Event
from seventeen_moments.notices.models import Subscription

from .data_source import PersonalDataSource, Summary


def find_accounts(email):
    return User.objects.filter(email__iexact=email).order_by("pk")


def export_accounts(accounts, user):
    return accounts.values("username", "first_name", "last_name", "email")


def summarize_account(account, user):
    return Summary(
        title=account.username,
        time=account.date_joined,
        name=account.get_full_name(),
    )


def find_events(email):
    """Addresses are in the details, such as both of a changed one."""
    text = Cast("details", TextField())
    is_about = Q(account__in=find_accounts(email)) | Q(actor__in=find_accounts(email))
    events = Event.objects.annotate(text=text).order_by("-pk")
    return events.filter(is_about | Q(text__icontains=json.dumps(email)))


def export_events(events, user):
    """Only administrators may see when and from where others logged in."""
    return events.values("id", "kind")


def summarize_event(event, user):
    return Summary(title=event.get_kind_display())


def find_subscriptions(email):
    return Subscription.objects.filter(email__iexact=email).select_related("user").order_by("pk")


def export_subscriptions(subscriptions, user):
    return subscriptions.values("user__username", "how", "email")


def summarize_subscription(subscription, user):
    return Summary(
        title=subscription.user.username,
        state=subscription.get_how_display(),
    )


def find_blocks(email):
    """Blocks of a domain are not about one person, and those of a sender have no address."""
    blocks = Block.objects.filter(kind=Block.Kind.EMAIL, value=ascii_email(email))
    return blocks.order_by("-pk")


def export_blocks(blocks, user):
    return ({"list": "blocked senders", "since": block.at.isoformat()} for block in blocks)


def summarize_block(block, user):
    return Summary(
        title=block.shown,
        url=reverse("admin:essays_block_change", args=[block.pk]),
        time=block.at,
        state="" if block.is_in_force() else _("Ended"),
    )


def find_refusals(email):
    return RefusedAddress.objects.of(email)


def export_refusals(refusals, user):
    return ({"since": refusal.at.isoformat()} for refusal in refusals)


def summarize_refusal(refusal, user):
    return Summary(title=refusal._meta.verbose_name, time=refusal.at)


ACCOUNTS = PersonalDataSource(
    name="accounts",
    title=_("Accounts"),
    erase_note=_("Kept: an administrator can change or delete an account."),
    find=find_accounts,
    export=export_accounts,
    summary=summarize_account,
)
EVENTS = PersonalDataSource(
    name="events",
    title=_("Audit trail"),
    erase_note=_("Kept for a year: an administrator can show and export it."),
    find=find_events,
    export=export_events,
    summary=summarize_event,
)
SUBSCRIPTIONS = PersonalDataSource(
    name="subscriptions",
    title=_("Subscriptions"),
    erase_note=_("Kept: moderators choose where their notifications are sent."),
    find=find_subscriptions,
    export=export_subscriptions,
    summary=summarize_subscription,
)
BLOCKED_ADDRESSES = PersonalDataSource(
    name="blocks",
    title=_("Blocked senders"),
    erase_note=_(
        "Kept: moderators can end a block. It is deleted 30 days after it ended, or at once if it "
        "had a time limit that has passed."
    ),
    find=find_blocks,
    export=export_blocks,
    summary=summarize_block,
)
REFUSALS = PersonalDataSource(
    name="refusals",
    title=_("Wants no questions about comments"),
    erase_note=_("Kept, as a keyed hash: without it the archive would write to the address again."),
    find=find_refusals,
    export=export_refusals,
    summary=summarize_refusal,
)
