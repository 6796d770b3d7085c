from django.db import IntegrityError

from resources.files import one_unit


class SavedWhole:
    """An admin page whose rows and files are all stored, or none."""

    def changeform_view(self, *args, **kwargs):
        try:
            with one_unit():
                return super().changeform_view(*args, **kwargs)
        except IntegrityError:
            # Somebody took the slug between the check and the save. Once more: now the check
            # finds it, and the form says so.
            with one_unit():
                return super().changeform_view(*args, **kwargs)
