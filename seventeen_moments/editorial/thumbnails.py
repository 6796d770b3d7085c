from django.utils.html import format_html


def thumbnail(image):
    """The smallest rendition, if there is one. The style sheet sets its size."""
    if not image.smallest:
        return ""
    return format_html(
        '<img class="thumbnail" src="{}" alt="" loading="lazy">', image.smallest["url"]
    )
