"""The colour profile of a picture, and how its colours get into the renditions.

Browsers apply a profile of RGB themselves, so the renditions carry it. Grey, CMYK and Lab cannot be
stored in a WebP; their colours are converted to sRGB.
"""

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms

from . import colour_spaces

LARGEST = 500_000  # bytes of a profile: each rendition and each tile carries it
GREY, RGB, CMYK, LAB = "GRAY", "RGB", "CMYK", "Lab"
SPACES = {"CMYK": CMYK, "LAB": LAB}  # by mode
GREY_MODES = ("1", "L", "I", "F")
DARK = 32
DEVICES = {"scnr", "mntr", "prtr", "spac"}  # classes of profiles that describe colours
# As image editors do by default.
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


class Colours(NamedTuple):
    profile: bytes | None = None  # of the renditions; None: sRGB
    convert: Callable | None = None  # an image of eight bits a sample in the mode of the picture


def of(image, file):
    """Those of what Pillow opened. A damaged profile is ignored, or one of another space."""
    data = image.info.get("icc_profile") or colour_spaces.profile_of(image, file) or b""
    grey_or_rgb = GREY if image.mode.startswith(GREY_MODES) else RGB
    space = SPACES.get(image.mode, grey_or_rgb)
    profile = _opened(data, {space, RGB} if space == GREY else {space})
    if space == LAB:
        profile = ImageCms.createProfile("LAB")
    if not profile:
        return Colours()
    if space == GREY:
        return Colours(convert=_grey_converter(profile))
    convert = _converter(profile, "RGB" if space == RGB else image.mode)
    if space == RGB and convert and len(data) <= LARGEST and not _is_coarse(convert):
        return Colours(data)
    return Colours(convert=convert)


def _is_coarse(convert):
    """Whether eight bits are too few for the shadows, as where numbers are proportional to light.

    What a WebP loses would be seen there.
    """
    tone = convert(Image.new("RGB", (1, 1), (DARK, DARK, DARK))).getpixel((0, 0))
    return max(tone) > 2 * DARK


def correct_key(image):
    """Scales the transparent value of a PNG as Pillow scales its samples, but not that value."""
    key = image.info.get("transparency")
    if image.format != "PNG" or key is None or not image.tile:
        return
    raw = image.tile[0].args
    if raw == "RGB;16B":
        image.info["transparency"] = tuple(value // 256 for value in key)
    elif raw in {"L;2", "L;4"}:
        image.info["transparency"] = key * 255 // (2 ** int(raw[-1]) - 1)


def _opened(data, spaces):
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
    except (ImageCms.PyCMSError, OSError):
        return None
    described = profile.profile
    fits = described.xcolor_space.strip() in spaces and described.device_class in DEVICES
    return profile if fits else None


def _converter(profile, mode="RGB"):
    transform = _transform(profile, mode)
    if mode != "RGB" or not transform:
        return transform and transform.apply

    def convert(image):
        converted = transform.apply(image.convert("RGB"))
        if image.mode == "RGBA":
            converted.putalpha(image.getchannel("A"))
        return converted

    return convert


def _transform(profile, mode):
    try:
        return ImageCms.buildTransform(
            profile, ImageCms.createProfile("sRGB"), mode, "RGB", INTENT, FLAGS
        )
    except ImageCms.PyCMSError:  # a profile without the tables that this needs
        return None


def _grey_converter(profile):
    """By a table: all 256 tones are converted once."""
    mode = "L" if profile.profile.xcolor_space.strip() == GREY else "RGB"
    transform = _transform(profile, mode)
    if not transform:
        return None
    tones = Image.frombytes("L", (256, 1), bytes(range(256))).convert(mode)
    table = transform.apply(tones).convert("L").tobytes()

    def convert(image):
        if image.mode in {"LA", "RGBA"}:
            return Image.merge("LA", [image.getchannel(0).point(table), image.getchannel("A")])
        return image.convert("L").point(table)

    return convert
