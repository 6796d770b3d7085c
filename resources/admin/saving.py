from django.db import IntegrityError

from seventeen_moments.core.precomputing import precompute, precomputing
from seventeen_moments.editorial.model_admin import is_key

from ..files import WithFile
from ..stored_files import atomic_with_files


class AtomicFormMixin:
    """An admin page that stores all its rows and files, or none."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with precomputing():
            precompute(self._submitted_row(request.POST, object_id))
            self._read_ahead(request.FILES)
            try:
                with atomic_with_files():
                    return super().changeform_view(request, object_id, *args, **kwargs)
            except IntegrityError:
                # The slug was taken between the check and the save. The second time the check
                # finds it, and the form reports it.
                with atomic_with_files():
                    return super().changeform_view(request, object_id, *args, **kwargs)

    def _read_ahead(self, files):
        """Reads the uploads of the form, named “file”, and of its rows, named “images-0-file”."""
        relations = self.model._meta.related_objects
        rows = {relation.get_accessor_name(): relation.related_model for relation in relations}
        for field_name, uploads in files.lists():
            *row, name = field_name.split("-")
            model = rows.get(row[0]) if row else self.model
            if model and issubclass(model, WithFile) and name in model.UPLOADS:
                for upload in uploads:
                    model.read_ahead(name, upload)

    def _submitted_row(self, data, pk):
        """The row with the submitted values of the fields that others are derived from."""
        queryset = self.model._base_manager.filter(pk=pk) if is_key(str(pk)) else None
        row = (queryset and queryset.first()) or self.model()
        for name in self.model.DERIVED:
            if name in data:
                setattr(row, name, data[name].strip())
        return row
