"""What holds an address and is not erased here: the page names it."""

import re

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.models import CommentSettings
from seventeen_moments.notices.models import Subscription

from .data_source import Line, PersonalDataSource


def accounts_of(email):
    return User.objects.filter(email__iexact=email).order_by("pk")


def tell_accounts(accounts):
    return accounts.values("username", "first_name", "last_name", "email")


def line_of_account(account, user):
    return Line(
        where=account.username,
        url="",  # moderators may not open it
        when=account.date_joined,
        state="",
        name=account.get_full_name(),
        words="",
    )


def subscriptions_of(email):
    return Subscription.objects.filter(email__iexact=email).select_related("user").order_by("pk")


def tell_subscriptions(subscriptions):
    return subscriptions.values("user__username", "how", "email")


def line_of_subscription(subscription, user):
    return Line(
        where=subscription.user.username,
        url="",
        when=None,
        state=subscription.get_how_display(),
        name="",
        words="",
    )


def rules_blocking(email):
    line = rf"(^|\s){re.escape(email)}(\s|$)"
    return CommentSettings.objects.filter(blocked_addresses__iregex=line)


def tell_rules(rules):
    return ({"list": "blocked_addresses"} for _rule in rules)


def line_of_rules(rules, user):
    return Line(
        where=str(rules),
        url=reverse("admin:essays_commentsettings_change", args=[rules.pk]),
        when=None,
        state="",
        name="",
        words=rules._meta.get_field("blocked_addresses").verbose_name,
    )


ACCOUNTS = PersonalDataSource(
    name="accounts",
    title=_("Accounts"),
    fate=_("Kept: an administrator can change or delete an account."),
    find=accounts_of,
    tell=tell_accounts,
    line=line_of_account,
)
SUBSCRIPTIONS = PersonalDataSource(
    name="subscriptions",
    title=_("Subscriptions"),
    fate=_("Kept: moderators choose where their notifications are sent."),
    find=subscriptions_of,
    tell=tell_subscriptions,
    line=line_of_subscription,
)
BLOCKED = PersonalDataSource(
    name="comment_settings",
    title=_("Comment settings"),
    fate=_("Kept: moderators can remove a blocked address in the comment settings."),
    find=rules_blocking,
    tell=tell_rules,
    line=line_of_rules,
)
