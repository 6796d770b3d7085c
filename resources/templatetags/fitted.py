from django import template

register = template.Library()


@register.simple_tag
def fitted_sizes(image, sizes, height=""):
    """The widths in `sizes` for a picture that is fitted into a box as wide.

    The box has this height, or the shape 4:3. A tall picture is narrower than its box, and asking
    for the width of the box would load a larger rendition than is shown.
    """
    shape = f"{image.largest['width']} / {image.largest['height']}"
    fitted = []
    for size in sizes.split(", "):
        condition, space, width = size.rpartition(" ")
        box = height or f"{width} * 3 / 4"
        fitted.append(f"{condition}{space}min({width}, {box} * {shape})")
    return ", ".join(fitted)
