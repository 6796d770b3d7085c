"""What a picture says about itself: XMP, IPTC and EXIF, in this order."""

import struct

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from resources.embedded_metadata import Metadata, guess_character_set
from resources.pictures import read
from tests.pictures import noise, picture, upload, written

ORIGINAL, DESCRIPTION, ARTIST, COPYRIGHT = 0x9003, 0x010E, 0x013B, 0x8298
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:cc="http://creativecommons.org/ns#" {attributes}>{elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
FULL = """
<dc:title><rdf:Alt><rdf:li xml:lang="fr">La porte</rdf:li>
<rdf:li xml:lang="x-default">Ворота лагеря</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li>At the gate.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Petrov, Ivan</rdf:li><rdf:li>TASS</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 1953 TASS</rdf:li></rdf:Alt></dc:rights>"""


def xmp(elements="", attributes=""):
    return XMP.format(elements=elements, attributes=attributes).encode()


def exif(description="", artist="", original="", copyright=""):
    data = Image.Exif()
    for tag, value in [(DESCRIPTION, description), (ARTIST, artist), (COPYRIGHT, copyright)]:
        if value:
            data[tag] = value
    if original:
        data.get_ifd(0x8769)[ORIGINAL] = original
    return data


def iptc(records, marker=False):
    """A segment of a JPEG with these records."""
    sets = [(1, 90, b"\x1b%G")] if marker else []
    sets += [(2, number, value) for number, value in records]
    data = b"".join(
        struct.pack(">BBBH", 28, record, number, len(value)) + value
        for record, number, value in sets
    )
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment


def jpeg(segment, **options):
    content = written(noise(), "JPEG", **options)
    return read(upload(content[:2] + segment + content[2:])).metadata


def said(file_format="JPEG", **options):
    return picture(noise(), file_format, **options).metadata


def test_xmp_is_read():
    attributes = 'photoshop:DateCreated="1953-03-27T10:30:00+03:00"'
    assert said(xmp=xmp(FULL, attributes)) == Metadata(
        "Ворота лагеря", "At the gate.\n\n© 1953 TASS", "Petrov, Ivan\nTASS", "1953-03-27", ""
    )


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "TIFF", "HEIF"])
def test_xmp_of_other_formats_is_read(file_format):
    options = {"xmp": xmp(FULL)}
    if file_format == "PNG":
        chunks = PngImagePlugin.PngInfo()
        chunks.add_itxt("XML:com.adobe.xmp", xmp(FULL).decode())
        options = {"pnginfo": chunks}
    if file_format == "TIFF":
        options = {"tiffinfo": {700: xmp(FULL)}}
    assert said(file_format, **options).title == "Ворота лагеря"


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_exif_is_read(file_format):
    data = exif("At the gate", "Ivan Petrov; TASS", "1953:03:27 10:30:00", "(c) TASS")
    options = {"exif": data}
    if file_format == "TIFF":  # Pillow does not write the directory with the time by itself
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags.update({tag: data[tag] for tag in [DESCRIPTION, ARTIST, COPYRIGHT]})
        tags[0x8769] = {ORIGINAL: "1953:03:27 10:30:00"}
        options = {"tiffinfo": tags}
    assert said(file_format, **options) == Metadata(
        "", "At the gate\n\n(c) TASS", "Ivan Petrov\nTASS", "1953-03-27", ""
    )


def test_utf8_in_exif_is_read():
    content = written(noise(), "JPEG", exif=exif("Camp’s gate".replace("’", "???")))
    content = content.replace(b"???", "’".encode())  # Pillow writes only ASCII
    assert read(upload(content)).metadata.description == "Camp’s gate"


@pytest.mark.parametrize(
    ("charset", "marker"), [("utf-8", True), ("utf-8", False), ("cp1251", False)]
)
def test_iptc_is_read_in_its_character_set(charset, marker):
    texts = {5: "Ворота", 120: "У ворот лагеря", 80: "Петров, Иван", 116: "ТАСС"}
    records = [(number, text.encode(charset)) for number, text in texts.items()]
    metadata = jpeg(iptc([*records, (55, b"19530327")], marker))
    assert metadata == Metadata(
        "Ворота", "У ворот лагеря\n\nТАСС", "Петров, Иван", "1953-03-27", ""
    )


def test_repeated_bylines_are_several_creators():
    assert jpeg(iptc([(80, b"Petrov"), (80, b"Sidorov")])).creators == "Petrov\nSidorov"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Gate", "utf-8"),
        ("Ворота лагеря, 1953", "cp1251"),
        ("Les prisonniers libérés à Noël, été 1953", "cp1252"),
        ("Größe des Lagers für Häftlinge", "cp1252"),
        ("Camp Perm-36: ворота", "cp1251"),
    ],
)
def test_character_set_is_guessed_by_whole_words(text, charset):
    assert text.encode(charset).decode(guess_character_set(text.encode(charset))) == text


def test_xmp_precedes_iptc_and_that_exif():
    records = iptc([(5, b"Title of IPTC"), (120, b"Caption of IPTC")])
    data = exif("Description of EXIF", "Artist of EXIF")
    title = "<dc:title><rdf:Alt><rdf:li>Title of XMP</rdf:li></rdf:Alt></dc:title>"
    assert jpeg(records, xmp=xmp(title), exif=data)[:3] == (
        "Title of XMP",
        "Caption of IPTC",
        "Artist of EXIF",
    )


@pytest.mark.parametrize(
    "text",
    [
        "OLYMPUS DIGITAL CAMERA         ",
        "SONY DSC",
        "Exif_JPEG_PICTURE",
        "<Digimax S500 / Kenox S500>",
        "Created with The GIMP",
        "DSC_0012",
        "IMG_20240102_101112",
        "scan0001.tif",
        "untitled",
        "- ? -",
        "\0\0\0",
    ],
)
def test_what_devices_write_by_themselves_is_ignored(text):
    assert said(exif=exif(description=text, artist="unknown")) == Metadata()


@pytest.mark.parametrize(
    ("original", "date"),
    [
        ("1953:03:27 10:30:00", "1953-03-27"),
        ("1953:03:00 00:00:00", "1953-03"),
        ("1953:00:00", "1953"),
        ("0000:00:00 00:00:00", ""),
        ("1970:01:01 00:00:00", ""),
        ("1970:01:01 10:20:30", "1970-01-01"),
        ("1953:13:41 10:30:00", ""),
        ("2953:03:27 10:30:00", ""),
        ("    :  :     :  :  ", ""),
    ],
)
def test_date_of_exif_is_read_as_far_as_it_is_possible(original, date):
    assert said(exif=exif(original=original)).date == date


@pytest.mark.parametrize(
    ("attribute", "date"),
    [("1953", "1953"), ("1953-03", "1953-03"), ("1953-03-27", "1953-03-27"), ("spring", "")],
)
def test_date_of_xmp_may_be_a_year(attribute, date):
    assert said(xmp=xmp("", f'photoshop:DateCreated="{attribute}"')).date == date


@pytest.mark.parametrize("creation", [b"19530327", b"19530300", b"19530000"])
def test_date_of_iptc_may_have_unknown_parts(creation):
    expected = {b"19530327": "1953-03-27", b"19530300": "1953-03", b"19530000": "1953"}
    assert jpeg(iptc([(55, creation)])).date == expected[creation]


@pytest.mark.parametrize(
    ("notice", "rights"),
    [
        (
            "http://rightsstatements.org/vocab/InC/1.0/",
            "http://rightsstatements.org/vocab/InC/1.0/",
        ),
        (
            "Photo by X, CC BY-SA 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        ("Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
    ],
)
def test_known_statement_of_rights_is_recognized(notice, rights):
    metadata = said(exif=exif(copyright=notice))
    assert (metadata.rights, metadata.description) == (rights, "")


def test_licence_of_xmp_is_recognized():
    licence = '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/deed.ru"/>'
    metadata = said(xmp=xmp(FULL + licence))
    assert metadata.rights == "https://creativecommons.org/licenses/by/4.0/"
    assert metadata.description == "At the gate."


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghijk"
    )
    + b"]>"
)


def test_xml_bomb_is_harmless():
    bomb = BOMB + xmp("<dc:title>&k;</dc:title>").split(b"?>", 1)[1]
    assert said(xmp=bomb, exif=exif("At the gate")) == Metadata(description="At the gate")


def test_external_entity_is_not_read():
    content = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    content += xmp("<dc:title>&a;</dc:title>").split(b"?>", 1)[1]
    assert said(xmp=content).title == ""


@pytest.mark.parametrize("content", [b"<x", b"\xff\xfe\0", b"", b"<a/>", "<a>ы".encode("cp1251")])
def test_damaged_xmp_does_not_matter(content):
    assert said(xmp=content, exif=exif("At the gate")).description == "At the gate"


@pytest.mark.parametrize(
    "data", [b"\x1c\x02", b"\x1c\x02\x05\xff\xff", b"\x1c\x02\x05\0\5ab", b"a"]
)
def test_damaged_iptc_does_not_matter(data):
    segment = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    segment = b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment
    assert jpeg(segment, exif=exif("At the gate")).description == "At the gate"


def test_values_fit_their_fields():
    long = "<dc:title><rdf:Alt><rdf:li>" + "ы" * 9000 + "</rdf:li></rdf:Alt></dc:title>"
    long += "<dc:creator><rdf:Seq>" + "<rdf:li>a, </rdf:li>" * 90 + "</rdf:Seq></dc:creator>"
    metadata = said(xmp=xmp(long), exif=exif("x" * 9000))
    assert [len(value) for value in metadata] == [250, 5000, 1, 0, 0]


def test_control_characters_are_left_out():
    records = iptc([(120, b"At\0 the\x07 gate\r\nof the camp\t1953")])
    assert jpeg(records).description == "At the gate\nof the camp 1953"


def test_description_that_is_the_title_is_not_repeated():
    assert jpeg(iptc([(5, b"Gate"), (120, b"Gate")])) == Metadata("Gate")
