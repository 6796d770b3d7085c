from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class NamelessUpload(UploadedFile):
    """An upload on disk. Its file has no name, so it ends with the process, however that ends.

    Django's own has a name, by which it could be moved instead of copied, and which stays behind
    if the process is killed.
    """

    def __init__(self, name, content_type=None, size=0, charset=None, content_type_extra=None):
        # Not TemporaryFile: that warns if nobody closes it, as Django does with uploads.
        file = NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, delete=False)  # noqa: SIM115
        Path(file.name).unlink()
        super().__init__(file, name, content_type, size, charset, content_type_extra)
