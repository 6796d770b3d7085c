import hashlib


def sha256(file):
    """The checksum of the whole file, which is read in chunks."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
