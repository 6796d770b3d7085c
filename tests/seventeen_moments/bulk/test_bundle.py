import gc
import stat
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.bulk import zips
from seventeen_moments.bulk.bundle import Bundle, Folder
from seventeen_moments.bulk.zips import MEGABYTE, Zip
from tests.work import composed, peak


def refusal(make, *args):
    with pytest.raises(ValidationError) as refused:
        make(*args)
    return refused.value.messages[0]


def content(files, name):
    with files.open(files.find(name)) as file:
        return file.name, file.read()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files" / "scans").mkdir(parents=True)
    (tmp_path / "files" / "scans" / "Gate.png").write_bytes(b"gate")
    return tmp_path / "files"


@pytest.mark.parametrize("name", ["scans/Gate.png", "Gate.png", "gate.PNG"])
def test_file_of_a_folder_is_found_by_name(folder, name):
    assert content(Folder(folder), name) == ("Gate.png", b"gate")


@pytest.mark.parametrize("name", ["scans/Gate.png", "Gate.png", "gate.PNG"])
def test_file_of_a_zip_is_found_by_name(packed, name):
    files = Zip(packed(files={"scans/Gate.png": b"gate"}))
    assert content(files, name) == ("Gate.png", b"gate")


def test_name_is_found_in_any_unicode_normalization(packed):
    files = Zip(packed(files={"и\u0306.png": b"gate"}))
    assert content(files, "й.png")[1] == b"gate"


def test_missing_file_is_named(packed):
    files = Zip(packed(files={}))
    assert refusal(files.find, "gate.png") == "“gate.png” is not among the files."


def test_missing_zip_raises_one_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Zip(tmp_path / "missing.zip")
    gc.collect()  # what an object does at its end is a warning, if it fails


@pytest.mark.parametrize("name", ["../gate.png", "/etc/passwd", "scans/../gate.png"])
def test_file_outside_the_folder_is_not_found(folder, name):
    (folder.parent / "gate.png").write_bytes(b"outside")
    sentence = f"“{name}” is not among the files."
    assert refusal(Folder(folder).find, name).removesuffix(" Did you mean “Gate.png”?") == sentence


def test_name_in_two_folders_needs_its_folder(packed):
    files = Zip(packed(files={"a/gate.png": b"1", "b/gate.png": b"2"}))
    sentence = "“gate.png” occurs several times; include its folder."
    assert (refusal(files.find, "gate.png"), content(files, "b/gate.png")[1]) == (sentence, b"2")


def test_unused_files_are_listed(packed):
    files = Zip(packed(files={"a.png": b"", "b.png": b"", ".DS_Store": b"", "__MACOSX/a": b""}))
    files.find("a.png")
    assert files.unused() == ["b.png"]


def test_empty_bundle_finds_no_file():
    assert refusal(Bundle().find, "gate.png") == "“gate.png” is not among the files."


@pytest.mark.parametrize(
    "name", ["../gate.png", "a/../../gate.png", "/gate.png", "C:/gate.png", "C:gate.png"]
)
def test_path_outside_the_zip_is_refused(packed, name):
    path = packed(files={name: b""})
    assert refusal(Zip, path) == f"“{name}” is not a valid file name in the zip."


def test_link_in_a_zip_is_refused(packed):
    link = ZipInfo("gate.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = packed(files={link: b"/etc/passwd"})
    assert refusal(Zip, path) == "“gate.png” is a link to another place."


def test_link_in_a_folder_is_refused(folder):
    (folder / "link.png").symlink_to("/etc/passwd")
    assert refusal(Folder, folder) == "“link.png” is a link to another place."


def test_encrypted_zip_is_refused(packed):
    path = packed(files={"gate.png": b"gate"})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1  # APPNOTE 4.4.4: bit 0 of the flags
    path.write_bytes(raw)
    assert refusal(Zip, path) == "“gate.png” is encrypted."


def test_unusual_compression_is_refused(tmp_path):
    with ZipFile(tmp_path / "files.zip", "w", ZIP_LZMA) as archive:
        archive.writestr("gate.png", b"gate")
    assert refusal(Zip, tmp_path / "files.zip") == (
        "“gate.png” is compressed in an unusual way (LZMA); use a plain zip."
    )


@pytest.fixture
def bomb(tmp_path):
    """A zip of 10 kB whose directory gives a size of 10 GB."""
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("gate.png", b"\0" * 10_000_000)
    raw = bytearray(path.read_bytes())
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (0xF0000000).to_bytes(4, "little")  # APPNOTE 4.3.12
    path.write_bytes(raw)
    return path


def test_zip_bomb_is_refused_unopened(bomb):
    assert bomb.stat().st_size < 11_000
    assert (
        refusal(Zip, bomb) == "Unpacked, the zip would be 3840 MB, which is too much for its size."
    )


def test_too_large_zip_is_refused(packed, monkeypatch):
    monkeypatch.setattr(zips, "MOST_UNPACKED", 10)
    path = packed(files={"a.png": b"123456", "b.png": b"123456"})
    assert refusal(Zip, path) == "Unpacked, the zip would be 0 MB, which is too much for its size."


def test_too_many_files_are_refused(packed, monkeypatch):
    monkeypatch.setattr(zips, "MOST_MEMBERS", 1)
    path = packed(files={"a.png": b"", "b.png": b""})
    assert refusal(Zip, path) == "The zip contains more than 1 files."


def test_list_of_members_is_not_read_beyond_its_limit(tmp_path):
    path = tmp_path / "files.zip"
    with ZipFile(path, "w") as archive:
        for number in range(140):
            archive.writestr(f"{number}{'-' * 65_000}", b"")
    assert refusal(Zip, path) == "The list of files in the zip is larger than 8 MB."
    assert peak(refusal, Zip, path) < MEGABYTE


def test_member_that_is_larger_than_it_says_is_damaged(tmp_path):
    path = tmp_path / "files.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("gate.png", b"\0" * 10_000_000)
    raw = bytearray(path.read_bytes())
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    assert refusal(content, Zip(path), "gate.png") == "The file inside the zip is damaged."


@pytest.mark.parametrize("written", [b"", b"no zip", b"PK\x05\x06" + b"\xff" * 18])
def test_other_file_is_refused_as_zip(tmp_path, written):
    (tmp_path / "files.zip").write_bytes(written)
    assert (
        refusal(Zip, tmp_path / "files.zip")
        == "The files are not a zip archive, or the archive is damaged."
    )


def test_zip_cut_in_half_is_refused(packed):
    path = packed(files={"gate.png": b"gate" * 100})
    path.write_bytes(path.read_bytes()[:200])
    sentence = "The end of the zip is missing or damaged. Upload it again."
    assert refusal(Zip, path) == sentence


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"gate.png".ljust(257, b"\0") + b"ustar\0", "tar"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
)
def test_other_archive_is_named(tmp_path, written, name):
    (tmp_path / "files.zip").write_bytes(written.ljust(1000, b"\0"))
    sentence = f"This is an archive of another format ({name}). Make a zip of it."
    assert refusal(Zip, tmp_path / "files.zip") == sentence


def test_changed_byte_is_found(packed):
    path = packed(files={"gate.png": b"gate"})
    raw = bytearray(path.read_bytes())
    raw[30 + len("gate.png")] ^= 1  # the first byte of the content
    path.write_bytes(raw)
    assert refusal(content, Zip(path), "gate.png") == "The file inside the zip is damaged."


ACCENTS = "a" + "\u0301\u0316" * 3000


def test_long_row_of_accents_in_a_zip_is_refused(packed):
    path = packed(files={ACCENTS: b""})
    assert refusal(Zip, path).endswith("is not a valid file name in the zip.")
    assert composed(refusal, Zip, path) == 0


def test_long_row_of_accents_in_a_cell_is_refused(packed):
    files = Zip(packed(files={"gate.png": b""}))
    assert refusal(files.find, ACCENTS).endswith("is not among the files.")
    assert composed(refusal, files.find, ACCENTS) == 0
