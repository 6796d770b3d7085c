from django.db import IntegrityError

from seventeen_moments.core.precomputing import precompute, precomputing
from seventeen_moments.editorial.model_admin import is_key

from ..files import WithFile, one_unit


class SavedWhole:
    """An admin page whose rows and files are all stored, or none."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with precomputing():
            precompute(self._typed(request.POST, object_id))
            self._read_ahead(request.FILES)
            try:
                with one_unit():
                    return super().changeform_view(request, object_id, *args, **kwargs)
            except IntegrityError:
                # Somebody took the slug between the check and the save. Once more: now the check
                # finds it, and the form says so.
                with one_unit():
                    return super().changeform_view(request, object_id, *args, **kwargs)

    def _read_ahead(self, files):
        """What was sent in the form itself, as “file”, or in its rows, as “images-0-file”."""
        relations = self.model._meta.related_objects
        rows = {relation.get_accessor_name(): relation.related_model for relation in relations}
        for sent, uploads in files.lists():
            *row, name = sent.split("-")
            model = rows.get(row[0]) if row else self.model
            if model and issubclass(model, WithFile) and name in model.UPLOADS:
                for upload in uploads:
                    model.read_ahead(name, upload)

    def _typed(self, posted, key):
        """The row with what was typed in those fields from which others are derived."""
        stored = self.model._base_manager.filter(pk=key) if is_key(str(key)) else None
        row = (stored and stored.first()) or self.model()
        for name in self.model.DERIVED:
            if name in posted:
                setattr(row, name, posted[name].strip())
        return row
