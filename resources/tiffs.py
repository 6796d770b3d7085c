"""TIFF in those forms whose colours are certain; all others are refused with a sentence.

Pillow opens only the forms that it lists, and some of them in wrong colours: deep planes, deep
samples where white is zero, unsigned samples of 32 bits. Their samples are read here. By hand, as
tifffile needs numpy and imagecodecs, 150 MB on disk, and as much memory as there are samples.
"""

from PIL import Image, ImageFile, ImagePalette, TiffImagePlugin

from . import tiff_samples
from .tiff_forms import (
    BITS,
    COLOUR_MAP,
    ORIENTATION,
    PHOTOMETRIC,
    YCBCR,
    Form,
    first,
    is_misread,
    refuse_unread,
    refused,
)
from .tiff_pages import Pages

SIDEWAYS = {5, 6, 7, 8}  # orientations


def register():
    """From then on, Pillow opens TIFF files with this class."""
    Image.register_open("TIFF", Tiff, TiffImagePlugin._accept)


class Tiff(TiffImagePlugin.TiffImageFile):
    """The first page; not a reduced picture or a mask that precedes it.

    `form` is that of samples which Pillow does not read itself, or None.
    """

    def _open(self):
        self.pages = Pages(self.fp)
        if self.pages.is_big and self.pages.order == ">":  # Pillow takes it for a plain TIFF
            raise refused("BigTIFF, MM")
        self.fp.seek(0)
        super()._open()

    def _seek(self, frame):
        super()._seek(self.pages.first)

    @property
    def n_frames(self):
        return self.pages.count

    def _setup(self):
        self.form = None
        refuse_unread(self.tag_v2)
        if is_misread(self.tag_v2):
            self._set_up_form()
            return
        try:
            super()._setup()
        except (SyntaxError, KeyError):  # none of those that Pillow lists
            self._set_up_form()
        else:
            self._correct_setup()

    def _correct_setup(self):
        if first(self.tag_v2, BITS) == 12:
            self.info["white"] = 2**12 - 1
        if self.mode in {"P", "PA"} and max(colours := self.tag_v2[COLOUR_MAP]) < 256:
            # Some programs write eight bits of the sixteen.
            self.palette = ImagePalette.raw("RGB;L", bytes(colours))
        if self.tag_v2.get(PHOTOMETRIC) == YCBCR and not self.use_load_libtiff:
            # Pillow would read as many samples of colour as of brightness.
            self._mode, self.use_load_libtiff = "RGB", True
            self._set_tile("libtiff", "RGBX", False, self.tag_v2.offset)

    def _set_up_form(self):
        self.form = Form(self.tag_v2)
        self._mode = self.form.mode
        self._tile_size = self._size = self.form.size
        if self.tag_v2.get(ORIENTATION) in SIDEWAYS:
            self._size = self._size[::-1]
        self._set_tile("raw")
        if profile := self.tag_v2.get(TiffImagePlugin.ICCPROFILE):
            self.info["icc_profile"] = profile

    def _set_tile(self, decoder, *arguments):
        self.tile = [ImageFile._Tile(decoder, (0, 0, *self._tile_size), 0, arguments)]

    def load(self):
        if not self.tile or not self.form:
            return super().load()
        image = Image.new(self.mode, self._tile_size)
        for place, part in tiff_samples.parts(self.form, self.fp):
            image.paste(part, place)
        self.im, self.tile, self.readonly = image.im, [], 0
        self.load_end()
        return Image.Image.load(self)
