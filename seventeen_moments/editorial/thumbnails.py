from django.utils.html import format_html


def thumbnail(image):
    """The smallest rendition. The style sheet sets its size."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="" loading="lazy">', image.smallest["url"]
    )
