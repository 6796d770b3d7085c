from django.db import IntegrityError

from resources import pictures
from resources.files import one_unit
from resources.models import Image
from seventeen_moments.desk.model_admin import is_key
from seventeen_moments.precomputing import precomputing, work_ahead


class SavedWhole:
    """An admin page whose rows and files are all stored, or none."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with precomputing():
            work_ahead(self._typed(request.POST, object_id))
            pictures.read_ahead(self._pictures_sent(request.FILES))
            try:
                with one_unit():
                    return super().changeform_view(request, object_id, *args, **kwargs)
            except IntegrityError:
                # Somebody took the slug between the check and the save. Once more: now the check
                # finds it, and the form says so.
                with one_unit():
                    return super().changeform_view(request, object_id, *args, **kwargs)

    def _pictures_sent(self, files):
        """What was sent for images, in the form itself or in its rows."""
        rows = ("file",) if self.model is Image else ("images-",)
        return [
            upload for name, uploads in files.lists() if name.startswith(rows) for upload in uploads
        ]

    def _typed(self, posted, key):
        """The row with what was typed in those fields from which others are derived."""
        stored = self.model._base_manager.filter(pk=key) if is_key(str(key)) else None
        row = (stored and stored.first()) or self.model()
        for name in self.model.MADE:
            if name in posted:
                setattr(row, name, posted[name].strip())
        return row
