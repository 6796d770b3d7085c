from django.utils.html import format_html


def thumbnail(image):
    """The smallest rendition; how large it is shown is the style sheet's matter."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="" loading="lazy">', image.smallest["url"]
    )
