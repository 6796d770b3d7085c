"""Files with several pages or pictures, of which the archive shows the first, and says so."""

from django.utils.translation import ngettext

ANIMATED = {"gif", "webp", "png", "avif"}  # endings
OTHER_PICTURES = "Multi-Frame"  # not previews and gain maps (CIPA DC-007, 5.2.3.3)


def count(image):
    """Of what Pillow opened."""
    if image.format == "MPO":
        others = image.mpinfo.get(0xB002, [])[1:]
        kinds = [entry["Attribute"]["MPType"] for entry in others]
        return 1 + sum(kind.startswith(OTHER_PICTURES) for kind in kinds)
    return getattr(image, "n_frames", 1)


def in_words(ending, frames):
    """Empty for a single picture."""
    if frames < 2:
        return ""
    if ending in ANIMATED:
        sentence = ngettext(
            "The file is an animation of %d picture. The first is shown.",
            "The file is an animation of %d pictures. The first is shown.",
            frames,
        )
    elif ending == "tif":
        sentence = ngettext(
            "The file has %d page. The first is shown.",
            "The file has %d pages. The first is shown.",
            frames,
        )
    else:
        sentence = ngettext(
            "The file contains %d picture. The first is shown.",
            "The file contains %d pictures. The first is shown.",
            frames,
        )
    return sentence % frames
