"""Requests for uploads."""

SIZE = 44 + 8000  # bytes of the recording


def body(response):
    return b"".join(response) if response.streaming else response.content


def get(client, row, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(row.file.url, headers=names)


def validators(client, row):
    headers = get(client, row).headers
    return headers["ETag"], headers["Last-Modified"]
