"""The sentence that says what an action of the moderation log did."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from .comment_settings import CommentSettings
from .comments import Comment
from .moderation_log import ModerationAction

Kind, State = ModerationAction.Kind, Comment.State

DECIDED = {
    State.APPROVED: ngettext_lazy("%d comment approved.", "%d comments approved."),
    State.SPAM: ngettext_lazy("%d comment marked as spam.", "%d comments marked as spam."),
    State.REMOVED: ngettext_lazy("%d comment removed.", "%d comments removed."),
    State.WAITING: ngettext_lazy(
        "%d comment moved back to pending.", "%d comments moved back to pending."
    ),
}
DISMISSED = ngettext_lazy("Flags of %d comment dismissed.", "Flags of %d comments dismissed.")
OPENED = ngettext_lazy("Comments opened on %d essay.", "Comments opened on %d essays.")
CLOSED = ngettext_lazy("Comments closed on %d essay.", "Comments closed on %d essays.")
POLICY_SET = ngettext_lazy("Comment policy set for %d essay.", "Comment policy set for %d essays.")
REDACTED = ngettext_lazy("%d comment redacted.", "%d comments redacted.")
EMPTIED = ngettext_lazy("%d spam comment deleted for good.", "%d spam comments deleted for good.")
ERASED = ngettext_lazy(
    "All data of one e-mail address erased: %d item.",
    "All data of one e-mail address erased: %d items.",
)


def sentence_of(action):
    return SENTENCES[action.kind](action)


def _decided(action):
    return DECIDED[action.changes["after"]] % action.count


def _replied(action):
    if action.count > 1:
        return _("A comment approved, and a reply to it published.")
    return _("A reply published.")


def _switched(action):
    return (OPENED if action.changes["open"] else CLOSED) % action.count


def _set(action):
    """Names the settings; their values are on the page of the action."""
    names = [_label(name) for name in action.changes]
    return _("Comment settings changed: %(names)s.") % {"names": ", ".join(names)}


def _label(name):
    fields = {field.name: field.verbose_name for field in CommentSettings._meta.fields}
    return str(fields.get(name, name))


def _closed(action):
    return _("Thread closed.") if action.changes["closed"] else _("Thread reopened.")


def _blocked(action):
    if action.changes.get("ended"):
        return _("Block of a sender ended.")
    if action.count == 1:
        return _("Sender blocked.")
    return ngettext(
        "Sender blocked, and %d comment marked as spam.",
        "Sender blocked, and %d comments marked as spam.",
        action.count - 1,
    ) % (action.count - 1)


def _imported(action):
    added, changed = (len(action.changes.get(name, [])) for name in ("added", "changed"))
    sentences = []
    if added:
        sentences.append(ngettext("%d essay imported.", "%d essays imported.", added) % added)
    if changed:
        sentences.append(
            ngettext("%d essay changed by an import.", "%d essays changed by an import.", changed)
            % changed
        )
    return " ".join(sentences)


def _counted(sentence):
    return lambda action: sentence % action.count


SENTENCES = {
    Kind.DECISION: _decided,
    Kind.FLAGS: _counted(DISMISSED),
    Kind.REPLY: _replied,
    Kind.SWITCH: _switched,
    Kind.POLICY: _counted(POLICY_SET),
    Kind.SETTINGS: _set,
    Kind.THREAD: _closed,
    Kind.REDACTION: _counted(REDACTED),
    Kind.BLOCK: _blocked,
    Kind.EMPTIED: _counted(EMPTIED),
    Kind.ERASURE: _counted(ERASED),
    Kind.IMPORT: _imported,
}
