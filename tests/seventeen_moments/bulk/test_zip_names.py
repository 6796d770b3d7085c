"""Names in zips of all systems, and how the cells of a table name them."""

import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.bulk.bundle import MOST_NEAREST
from seventeen_moments.bulk.zips import Zip


class RawInfo(ZipInfo):
    """Writes its name in another encoding, without the flag of UTF-8."""

    encoding = "cp437"

    def _encodeFilenameFlags(self):  # noqa: N802 - as zipfile calls it
        return self.filename.encode(self.encoding), self.flag_bits & ~0x800


@pytest.fixture
def zipped(tmp_path):
    """A zip whose names have an encoding; the content of each file is its name."""

    def zipped(*names, encoding="ascii", extra=b""):
        path = tmp_path / "files.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name in names:
                info = RawInfo(name)
                info.filename, info.encoding, info.extra = name, encoding, extra
                archive.writestr(info, name.encode())
        return Zip(path)

    return zipped


def found(files, cell):
    """The name under which the file is stored, and its content."""
    with files.open(files.find(cell)) as file:
        return file.name, file.read().decode()


def refusal(files, cell):
    with pytest.raises(ValidationError) as refused:
        files.find(cell)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Плакат 1.jpg"),  # macOS
        ("utf-8", "Плакаты — копия.jpg"),
        ("cp866", "Плакат 1.jpg"),  # Windows
        ("cp866", "ЁЖ.JPG"),
        ("cp1251", "Плакат 1.jpg"),
        ("koi8-r", "Плакат 1.jpg"),
        ("mac-cyrillic", "Плакат 1.jpg"),
        ("cp437", "Größe.jpg"),
        ("cp850", "Größe × 2.jpg"),
        ("cp1252", "Größe.jpg"),
        ("cp852", "Łódź.jpg"),
        ("cp1250", "Łódź.jpg"),
        ("cp737", "Αθήνα.jpg"),
        ("cp1253", "Αθήνα.jpg"),
        ("cp862", "שלום.jpg"),
        ("cp1255", "שלום.jpg"),
        ("cp720", "صورة.jpg"),
        ("cp1256", "صورة.jpg"),
        ("cp932", "ポスター表紙.jpg"),  # the second byte of 表 is a backslash
        ("gbk", "海报.jpg"),
        ("big5", "海報.jpg"),
        ("euc-kr", "포스터.jpg"),
        ("cp857", "Şişli.jpg"),
        ("cp775", "Žemaitė.jpg"),
    ],
)
def test_name_is_read_as_the_table_asks_for_it(zipped, encoding, name):
    files = zipped(name, "other.jpg", encoding=encoding)
    assert found(files, name) == (name, name)
    assert files.unused() == ["other.jpg"]


@pytest.mark.parametrize(
    ("encoding", "path"),
    [
        ("gbk", "海报/一九五三年/列宁.jpg"),
        ("big5", "海報/民國卅八年/許功蓋.jpg"),  # each second byte is a backslash
        ("cp949", "포스터/서울/전쟁.jpg"),
        ("cp874", "ภาพ/กรุงเทพ/โปสเตอร์.jpg"),
        ("cp1252", "Größe/Été/Œuvre.jpg"),
        ("cp1250", "Łódź/Příloha/Kőris.jpg"),
        ("cp857", "Şehir/İstanbul/Çağrı.jpg"),
    ],
)
def test_name_in_two_folders_is_read_as_the_table_asks_for_it(zipped, encoding, path):
    files = zipped(path, "other.jpg", encoding=encoding)
    assert found(files, path) == (path.split("/")[-1], path)


def test_folder_in_an_old_encoding_is_read_too(zipped):
    files = zipped("Плакаты\\Май 1.jpg", encoding="cp866")
    assert found(files, "плакаты/май 1.jpg") == ("Май 1.jpg", "Плакаты\\Май 1.jpg")


@pytest.mark.parametrize("encoding", ["utf-8", "cp866", "cp1251"])
def test_unused_name_is_guessed(zipped, encoding):
    assert zipped("Письмо читателя.jpg", encoding=encoding).unused() == ["Письмо читателя.jpg"]


def unicode_path(raw, name, checksum=None):
    """Info-ZIP's extra field (APPNOTE 4.6.9)."""
    checksum = zlib.crc32(raw) if checksum is None else checksum
    field = struct.pack("<BL", 1, checksum) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def test_unicode_path_of_info_zip_counts(zipped):
    files = zipped("______ 1.jpg", extra=unicode_path(b"______ 1.jpg", "Плакат 1.jpg"))
    assert found(files, "Плакат 1.jpg")[0] == "Плакат 1.jpg"


@pytest.mark.parametrize(
    "extra",
    [
        unicode_path(b"", "Плакат.jpg", checksum=1),  # of a name that was changed since
        unicode_path(b"gate.jpg", "П")[:-1] + b"\xff",
        struct.pack("<HH", 0x7075, 2) + b"\1\0",
        unicode_path(b"gate.jpg", ""),
    ],
)
def test_unicode_path_that_does_not_fit_is_ignored(zipped, extra):
    assert found(zipped("gate.jpg", extra=extra), "gate.jpg")[0] == "gate.jpg"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Plakat.JPG", "plakat.jpg"),
        ("и\u0306.jpg", "й.jpg"),
        ("export/scans/gate.jpg", "scans/gate.jpg"),  # a folder around everything
        ("export/scans/gate.jpg", "gate.jpg"),
        ("scans\\gate.jpg", "scans/gate.jpg"),  # .NET before 4.6.1
        ("scans/gate.jpg", "scans\\gate.jpg"),
        ("scans/gate.jpg", "./scans/gate.jpg"),
        ("scans/gate.jpg", "C:\\Users\\Anna\\gate.jpg"),
        ("scans/gate.jpg", "file:///home/anna/gate.jpg"),
        ("gate .jpg", "gate .jpg "),
        ("gate.jpg.", "gate.jpg"),
        ("scans /gate.jpg", "scans/gate.jpg"),
        ("my  gate.jpg", "my gate.jpg"),
        ("my\u00a0gate.jpg", "my gate.jpg"),
        ("gate 100%.jpg", "gate 100%.jpg"),
        ("Плакат 1.jpg", "%D0%9F%D0%BB%D0%B0%D0%BA%D0%B0%D1%82%201.jpg"),
        ("gate's - 1.jpg", "gate’s – 1.jpg"),  # typographic signs of a spreadsheet
    ],
)
def test_cell_names_a_file_in_many_ways(zipped, name, cell):
    assert found(zipped(name, "other.jpg", encoding="utf-8"), cell.strip())[1] == name


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/._gate.jpg", "scans/._gate.jpg", ".DS_Store", "scans/Thumbs.db", "desktop.ini"],
)
def test_files_of_the_system_are_ignored(zipped, name):
    files = zipped(name, "scans/gate.jpg")
    assert (found(files, "gate.jpg")[1], files.unused()) == ("scans/gate.jpg", [])


def test_spelling_decides_between_names_that_differ_in_case(zipped):
    files = zipped("Gate.JPG", "gate.jpg")
    assert [found(files, cell)[1] for cell in ["gate.jpg", "Gate.JPG"]] == ["gate.jpg", "Gate.JPG"]
    assert refusal(files, "GATE.jpg") == "“GATE.jpg” occurs several times; include its folder."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_in_the_zip_twice_is_refused(zipped):
    sentence = "“gate.jpg” is in the zip twice. Give one of the two another name."
    assert refusal(zipped("gate.jpg", "gate.jpg"), "gate.jpg") == sentence


def test_shorter_path_wins_over_the_same_name_in_a_folder(zipped):
    files = zipped("old/gate.jpg", "gate.jpg")
    assert (found(files, "gate.jpg")[1], found(files, "old/gate.jpg")[1]) == (
        "gate.jpg",
        "old/gate.jpg",
    )


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("gaet.jpg", " Did you mean “gate.jpg”?"),
        ("gate.jpeg", " Did you mean “gate.jpg”?"),
        ("Плакат 2.jpg", " Did you mean “Плакат 1.jpg”?"),
        ("speech.pdf", " “rest.zip” is packed itself: unpack it first."),
    ],
)
def test_refusal_names_the_nearest_file(zipped, cell, advice):
    files = zipped("scans/gate.jpg", "Плакат 1.jpg", "rest.zip", encoding="cp866")
    assert refusal(files, cell) == f"“{cell}” is not among the files.{advice}"


def test_only_the_first_refusals_compare_names(zipped):
    files = zipped("gate.jpg")
    advised = [len(refusal(files, "gaet.jpg")) > 45 for _ in range(MOST_NEAREST + 1)]
    assert advised == [True] * MOST_NEAREST + [False]
