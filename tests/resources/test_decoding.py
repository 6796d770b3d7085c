"""Pictures that are small files and would take very much memory."""

import struct
import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from resources.decoding import load
from resources.pictures import read
from tests.pictures import noise, png, refusal, written

RGB, RGBA = {"depth": 8, "colour": 2}, {"depth": 8, "colour": 6}
PEAK = """
import sys
import django
django.setup()
from django.core.files import File
from resources.pictures import read
read(File(open(sys.argv[1], "rb"), "scan.png"))
# Not getrusage(): its maximum includes the memory that the process used before.
print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024)
"""


def stored(image, file_format, **options):
    return Image.open(BytesIO(written(image, file_format, **options)))


@pytest.mark.parametrize(
    ("side", "kind", "limit"), [(8000, RGB, 54), (9000, RGBA, 57), (9400, RGBA, 57)]
)
def test_more_pixels_than_memory_are_refused_before_they_are_decoded(side, kind, limit):
    messages = refusal(png(side, side, rows=b"", **kind))
    assert messages == [f"This picture has more than {limit} million pixels. Make it smaller."]


def test_webp_of_many_pixels_is_refused():
    content = written(Image.new("RGB", (4500, 4500)), "WEBP", method=0)
    assert refusal(content) == ["This picture has more than 16 million pixels. Make it smaller."]


def test_jpeg_that_is_held_whole_is_refused_where_it_is_too_large():
    content = written(Image.new("RGB", (7000, 7000)), "JPEG", progressive=True)
    assert refusal(content) == ["This picture has more than 39 million pixels. Make it smaller."]


def test_large_scan_is_read():
    scan = written(Image.new("RGB", (7746, 7746), "firebrick"), "JPEG")
    picture = read(SimpleUploadedFile("scan.jpg", scan))
    assert picture[1:3] == (7746, 7746)
    assert [rendition.width for rendition in picture.renditions] == [200, 400, 1000, 2000]


def test_jpeg_is_decoded_no_larger_than_it_is_shown():
    assert load(stored(Image.new("L", (6000, 3000)), "JPEG"), 2000).size == (3000, 1500)


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "I;16"])
def test_large_picture_is_reduced_before_it_is_copied(mode):
    assert load(stored(Image.new(mode, (800, 401)), "PNG"), 200).size == (400, 201)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_bands_of_a_reduced_picture_fit_together(mode):
    image = Image.linear_gradient("L").resize((600, 600)).convert("RGBA").convert(mode)
    decoded = load(stored(image, "PNG"), 200).convert("L")
    tones = [decoded.getpixel((100, y)) for y in range(decoded.height)]
    assert all(0 <= below - above <= 3 for above, below in pairwise(tones))


def test_tile_larger_than_its_picture_is_refused():
    # Tags of TIFF 6.0: 16 by 16 pixels of 8 bits, LZW, in tiles of 60,000 by 60,000.
    entries = [(256, 16), (257, 16), (258, 8), (259, 5), (262, 1), (277, 1)]
    entries += [(322, 60_000), (323, 60_000), (324, 8), (325, 8)]
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    content = b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + bytes(4)
    assert refusal(content)[0].startswith("This picture has more than")


def test_large_colour_profile_is_left_out_of_the_renditions():
    profile = bytes(16) + b"RGB " + bytes(600_000)
    picture = read(SimpleUploadedFile("gate.jpg", written(noise(), "JPEG", icc_profile=profile)))
    assert picture.renditions[0].content.size < 50_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_small_file_of_many_pixels_stays_within_the_budget(tmp_path):
    (tmp_path / "scan.png").write_bytes(png(9400, 9400))
    command = [sys.executable, "-c", PEAK, str(tmp_path / "scan.png")]
    peak = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(peak.stdout) < 350  # MB; 186 as measured
