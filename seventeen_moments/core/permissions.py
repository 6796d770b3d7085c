"""Who may do what with essays and sources.

With the permission to change a model come all of its rows: so it is for editors. With the
permission to add alone come one's own: to look at always, to change while they are drafts. So it
is for authors. Whoever asks for the permission to change, and knows of no owners, refuses authors.
"""

from . import publication

# The actions of a model's default permissions. What each role may do at first, a model declares
# in `role_rights`; editorial/groups.py grants it.
EVERYTHING = ["add", "change", "delete", "view"]


def permission(action, model):
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def is_editor(user, model):
    return user.has_perm(permission("change", model))


def is_author(user, model):
    return user.has_perm(permission("add", model)) and not is_editor(user, model)


def may_publish(user, model):
    """Whether the user decides what becomes public, and when."""
    return is_editor(user, model)


def may_change(user, obj):
    if is_author(user, obj):
        return obj.status == publication.Status.DRAFT and obj.is_owned_by(user)
    return is_editor(user, obj)


def may_preview(user, obj):
    return is_editor(user, obj) or (is_author(user, obj) and obj.is_viewable_by(user))


def viewable(user, rows):
    """Those of the rows that `may_preview()` or anybody sees."""
    if is_editor(user, rows.model):
        return rows
    return rows.viewable_by(user) if is_author(user, rows.model) else rows.published()


def may_view(user, obj):
    """The answer of `viewable()` for this row."""
    return obj.is_published() or may_preview(user, obj)


def editable_by(user, rows):
    """Those of the rows that the user finds in the admin."""
    if is_editor(user, rows.model):
        return rows
    own = rows.owned_by(user) if is_author(user, rows.model) else rows.none()
    public = rows.published() if user.has_perm(permission("view", rows.model)) else rows.none()
    return own | public
