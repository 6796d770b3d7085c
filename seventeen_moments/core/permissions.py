"""Who may do what with essays and sources.

Editors have the permission to change a model, which covers all of its objects. Authors have only
the permission to add: they always see their own objects, and change them while they are drafts.
Code that checks the permission to change, and knows nothing of owners, therefore refuses authors.
"""

from . import publication

# The actions of a model's default permissions. A model declares the first permissions of each
# role in `role_rights`; editorial/groups.py grants them.
ALL_ACTIONS = ["add", "change", "delete", "view"]


def permission(action, model):
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def is_editor(user, model):
    return _has_perm(user, "change", model)


def is_author(user, model):
    return _has_perm(user, "add", model) and not is_editor(user, model)


def _has_perm(user, action, model):
    """Not of accounts that may not enter the admin any more, even if they are still in a group."""
    return user.is_staff and user.has_perm(permission(action, model))


def may_publish(user, model):
    """Whether the user decides what becomes public, and when."""
    return is_editor(user, model)


def may_change(user, obj):
    if is_author(user, obj):
        return obj.status == publication.Status.DRAFT and obj.is_owned_by(user)
    return is_editor(user, obj)


def may_preview(user, obj):
    return is_editor(user, obj) or (is_author(user, obj) and obj.is_viewable_by(user))


def viewable_by(user, queryset):
    """The objects that are published, or that the user may preview."""
    if is_editor(user, queryset.model):
        return queryset
    if is_author(user, queryset.model):
        return queryset.viewable_by(user)
    return queryset.published()


def may_view(user, obj):
    """Whether the object is in `viewable_by()`."""
    return obj.is_published() or may_preview(user, obj)


def editable_by(user, queryset):
    """The objects that the user finds in the admin."""
    model = queryset.model
    if is_editor(user, model):
        return queryset
    own = queryset.owned_by(user) if is_author(user, model) else queryset.none()
    may_view_all = _has_perm(user, "view", model)
    return own | (queryset.published() if may_view_all else queryset.none())
