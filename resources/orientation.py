"""How a camera stores an upright picture (EXIF 2.3, 4.6.4), and how it is turned upright."""

from PIL.Image import Transpose

TAG = 0x0112
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
SIDEWAYS = {
    Transpose.TRANSPOSE,
    Transpose.ROTATE_270,
    Transpose.TRANSVERSE,
    Transpose.ROTATE_90,
}
RIGHT_IS_LEFT = {
    Transpose.FLIP_LEFT_RIGHT,
    Transpose.ROTATE_180,
    Transpose.ROTATE_270,
    Transpose.TRANSVERSE,
}
BOTTOM_IS_TOP = {
    Transpose.FLIP_TOP_BOTTOM,
    Transpose.ROTATE_180,
    Transpose.ROTATE_90,
    Transpose.TRANSVERSE,
}


def upright_size(size, transposition):
    """Of a picture as stored; the same function leads back."""
    return size[::-1] if transposition in SIDEWAYS else size


def stored_box(box, size, transposition):
    """Where a part of the upright picture of this size is in the stored one."""
    left, top, right, bottom = box
    width, height = size
    if transposition in RIGHT_IS_LEFT:
        left, right = width - right, width - left
    if transposition in BOTTOM_IS_TOP:
        top, bottom = height - bottom, height - top
    if transposition in SIDEWAYS:
        return top, left, bottom, right
    return left, top, right, bottom
