"""Changes of accounts and groups, whoever makes them: the admin, a command or the shell.

Changes by `QuerySet.update()` send no signal, and rows that are loaded from a fixture are not
changes.
"""

from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from .models import Event
from .recording import record
from .signals import access_changed

RIGHTS = ["is_active", "is_staff", "is_superuser"]
FIELDS = ["username", "first_name", "last_name", "email", *RIGHTS]
BEFORE = "_before_change"  # set on the saved object


@receiver(pre_save, sender=User)
def remember_account(instance, raw, update_fields, **kwargs):
    names = [*FIELDS, "password"]
    if update_fields is not None:
        names = [name for name in names if name in update_fields]
    stored = names and not raw and User.objects.filter(pk=instance.pk).values(*names).first()
    setattr(instance, BEFORE, stored or {})


@receiver(post_save, sender=User)
def note_account(instance, created, raw, update_fields, **kwargs):
    before = vars(instance).pop(BEFORE, {})
    if raw:
        return
    if created:
        values = {name: getattr(instance, name) for name in ["email", *RIGHTS]}
        record(Event.Kind.ACCOUNT_ADDED, instance, **values)
        return
    has_new_password = password_changed(instance, before.pop("password", None), update_fields)
    changes = {
        name: [value, getattr(instance, name)]
        for name, value in before.items()
        if value != getattr(instance, name)
    }
    if changes:
        record(Event.Kind.ACCOUNT_CHANGED, instance, **changes)
    if has_new_password:
        record(Event.Kind.PASSWORD_CHANGED, instance)
    if has_new_password or changes.keys() & {*RIGHTS}:
        send_access_changed(instance, has_new_password=has_new_password)


def password_changed(user, stored, update_fields):
    """A new hash of the same password, as a sign-in stores it for a new hasher, is no change."""
    if stored is None or stored == user.password:
        return False
    is_rehashed = user._password is None and is_password_usable(user.password)
    return not (is_rehashed and {*(update_fields or [])} == {"password"})


@receiver(post_delete, sender=User)
def note_deletion(instance, **kwargs):
    record(Event.Kind.ACCOUNT_DELETED, subject=instance.get_username(), email=instance.email)


@receiver(post_save, sender=Group)
def note_group(instance, created, raw, **kwargs):
    if not raw:
        record(Event.Kind.GROUP_CHANGED, subject=instance.name, added=created)


@receiver(post_delete, sender=Group)
def note_deleted_group(instance, **kwargs):
    record(Event.Kind.GROUP_CHANGED, subject=instance.name, deleted=True)


def names_of(owner, field):
    related = getattr(owner, field)
    if field == "groups":
        return sorted(related.values_list("name", flat=True))
    names = related.order_by().values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{code}" for app, code in names)


def note_relation(owner_model, field, kind):
    """Records the names before and after, from either side of the relation."""

    def note(instance, action, reverse, pk_set, **kwargs):
        if action.startswith("pre_"):
            owners = [instance]
            if reverse:
                owners = owner_model.objects.filter(**{field: instance})
                if pk_set is not None:
                    owners = owner_model.objects.filter(pk__in=pk_set)
            setattr(instance, BEFORE, [(owner, names_of(owner, field)) for owner in owners])
            return
        for owner, before in vars(instance).pop(BEFORE, []):
            after = names_of(owner, field)
            if before != after:
                account = owner if isinstance(owner, User) else None
                record(kind, account, subject=str(owner), **{field: [before, after]})
                if account:
                    send_access_changed(account, has_new_password=False)

    through = getattr(owner_model, field).through
    m2m_changed.connect(note, sender=through, weak=False, dispatch_uid=f"audit.{field}.{kind}")


def send_access_changed(user, *, has_new_password):
    access_changed.send(User, user=user, has_new_password=has_new_password)


note_relation(User, "groups", Event.Kind.ACCOUNT_CHANGED)
note_relation(User, "user_permissions", Event.Kind.ACCOUNT_CHANGED)
note_relation(Group, "permissions", Event.Kind.GROUP_CHANGED)
