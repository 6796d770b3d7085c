from django.dispatch import Signal

# The password or the rights of an account may have changed: `user`, `has_new_password`. Sent in the
# same transaction.
access_changed = Signal()
