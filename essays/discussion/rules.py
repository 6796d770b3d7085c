"""The rules for comments as readers see them. Each sentence follows the setting in force."""

from typing import NamedTuple

from django.conf import settings as django_settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .blocks import Block
from .comment_policy import Approval, WhenQuiet
from .comment_settings import Proof
from .comments import EDIT_WINDOW, Comment
from .form_tokens import MIN_AGE
from .remembered_browsers import MAX_AGE as REMEMBERED_FOR
from .slow_mode import rule_of
from .submission_log import DAY
from .submissions import MAX_LINKS


class Section(NamedTuple):
    heading: str
    sentences: list


def rules(settings, essay=None):
    """Of the essay, which needs `with_comment_policy()`; else what holds for all essays."""
    sections = [
        Section(_("Who may comment"), _who()),
        Section(_("When comments are open"), _when(settings, essay)),
        Section(_("When a comment appears"), _approval(settings, essay)),
        Section(_("Limits"), _limits(settings, essay)),
        Section(_("Your own comment"), _own()),
        Section(_("Comments by others"), _others()),
        Section(_("What is stored"), _stored(settings)),
    ]
    return [section for section in sections if section.sentences]


def _who():
    return [
        _("Anyone may comment, with a name and an e-mail address. You do not need an account."),
        _(
            "Your name appears with your comment. Your e-mail address is never published; only "
            "moderators see it."
        ),
        _(
            "Moderators, editors and authors of essays who have an account comment under its name, "
            "and are marked."
        ),
    ]


def _when(settings, essay):
    if not settings.comments_open:
        return [_("Comments are closed on the whole site.")]
    if essay is None:
        return [_("Comments are opened and closed for each essay: see its rules.")]
    sentences, now = [str(essay.why_closed() or _("Comments are open."))], timezone.now()
    if essay.comments_from and essay.comments_from > now:
        sentences.append(_("They open on %s.") % _date(essay.comments_from))
    if essay.comments_until and essay.comments_until > now:
        sentences.append(_("They close on %s.") % _date(essay.comments_until))
    if essay.quiet_days and essay.when_quiet == WhenQuiet.CLOSE and not essay.is_quiet(now):
        words = ngettext(
            "They close after %d day without a new comment.",
            "They close after %d days without a new comment.",
            essay.quiet_days,
        )
        sentences.append(words % essay.quiet_days)
    return sentences


def _approval(settings, essay):
    if essay is None:
        sentences = [_("Whether comments need approval is set for each essay: see its rules.")]
    else:
        sentences = _approval_of(settings, essay)
    sentences += [
        _(
            "A comment needs approval in any case if it repeats another one of the last day, or "
            "was sent less than %d seconds after its form was opened."
        )
        % MIN_AGE.total_seconds(),
        _(
            "So does a comment under a name that looks like that of a moderator, an editor or an "
            "author."
        ),
    ]
    if settings.blocked_words.strip():
        sentences.append(
            _(
                "Some words are blocked. A comment with one of them is published only if a "
                "moderator decides so."
            )
        )
    if Block.objects.in_force().exclude(kind=Block.Kind.SENDER).exists():
        sentences.append(
            _(
                "Some addresses are blocked. A comment from one of them is published only if a "
                "moderator decides so."
            )
        )
    return sentences


def _approval_of(settings, essay):
    approval = essay.approval_at()
    if approval == Approval.NEVER:
        sentences = [_("Comments appear at once.")]
    elif approval == Approval.NEW_AUTHORS and django_settings.HAS_MAIL_SERVER:
        sentences = _for_new_authors(settings)
    else:  # without a mail server nobody can confirm an address
        sentences = [_("Every comment appears once a moderator has approved it.")]
    if approval != Approval.ALWAYS and essay.quiet_days and essay.when_quiet == WhenQuiet.APPROVAL:
        words = ngettext(
            "After %d day without a new comment, every comment needs approval.",
            "After %d days without a new comment, every comment needs approval.",
            essay.quiet_days,
        )
        sentences.append(words % essay.quiet_days)
    return sentences


def _for_new_authors(settings):
    confirmed = {
        Proof.BROWSER: _(
            "If you choose so, a cookie remembers your browser for %d days, and you need not "
            "confirm your address there again."
        )
        % REMEMBERED_FOR.days,
        Proof.EACH: _("Each comment is confirmed separately."),
    }
    return [
        _(
            "If you have an approved comment, and none that was spam, your comment appears as soon "
            "as you confirm your address by a link in an e-mail. Otherwise it appears once a "
            "moderator has approved it."
        ),
        confirmed[settings.proof],
    ]


def _limits(settings, essay):
    sentences = [
        _("A comment has at most %s characters.")
        % number_format(Comment.MAX_LENGTH, force_grouping=True),
        *_links(settings.most_links),
        ngettext(
            "At most %d comment an hour is accepted from one network, which many people may share.",
            "At most %d comments an hour are accepted from one network, which many people may "
            "share.",
            settings.most_an_hour,
        )
        % settings.most_an_hour,
    ]
    if essay and essay.slow_minutes:
        sentences.append(str(rule_of(essay)))
    return sentences


def _links(most):
    if most < MAX_LINKS:
        words = ngettext(
            "A comment with more than %d link needs approval.",
            "A comment with more than %d links needs approval.",
            most,
        )
        yield words % most
    yield (
        ngettext(
            "A comment with more than %d link is refused.",
            "A comment with more than %d links is refused.",
            MAX_LINKS,
        )
        % MAX_LINKS
    )


def _own():
    minutes = int(EDIT_WINDOW.total_seconds()) // 60
    change = ngettext(
        "After you have sent a comment, you see a page that is only for you: keep its address. "
        "There you can change the comment for %d minute, while comments are open.",
        "After you have sent a comment, you see a page that is only for you: keep its address. "
        "There you can change the comment for %d minutes, while comments are open.",
        minutes,
    )
    return [
        change % minutes,
        _(
            "A changed comment may need approval again. If it had been published, it is marked as "
            "edited."
        ),
        _(
            "On the same page you can delete the comment at any time, with your name and e-mail "
            "address. Replies stay."
        ),
        _(
            "You get e-mails about your comment only if you ask for them and confirm your address. "
            "You can unsubscribe at any time."
        ),
    ]


def _others():
    return [
        _(
            "To report a comment to the moderators, use “Report” below it. It stays until they "
            "have decided."
        ),
        _(
            "A moderator may remove a comment, or replace words in it by “[redacted]”. If a "
            "removed comment has replies, a note takes its place in the thread."
        ),
        _(
            "To report an error in an essay or a source, use “Suggest a correction” on its page. "
            "Only the editors will read it."
        ),
    ]


def _stored(settings):
    hours = int(DAY.total_seconds()) // 3600
    sentences = [
        _("Your name, your e-mail address, your text and the time are stored."),
        _(
            "Your network address is not stored. Keyed hashes of it and of your text are used for "
            "%d hours, to count and compare comments."
        )
        % hours,
    ]
    if days := settings.sender_days:
        words = ngettext(
            "Another keyed hash, by which moderators can find and block what one sender writes, "
            "is stored for %d day. It is never shown.",
            "Another keyed hash, by which moderators can find and block what one sender writes, "
            "is stored for %d days. It is never shown.",
            days,
        )
        sentences.append(words % days)
    if days := settings.keep_days:
        words = ngettext(
            "Spam and removed comments, redacted words and the earlier texts of changed comments "
            "are deleted after %d day.",
            "Spam and removed comments, redacted words and the earlier texts of changed comments "
            "are deleted after %d days.",
            days,
        )
        sentences.append(words % days)
    return sentences


def _date(time):
    return date_format(timezone.localtime(time), "j E Y, H:i")
