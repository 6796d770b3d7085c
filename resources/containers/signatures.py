"""How files begin: marks, and the positions where they are."""

# Formats that not all browsers play.
FILMS = {
    "AVI": [(0, b"RIFF"), (8, b"AVI ")],
    "Flash Video": [(0, b"FLV")],
    "MPEG": [(0, b"\0\0\1\xba")],
    "MPEG-TS": [(0, b"G"), (188, b"G"), (376, b"G")],
    "AVCHD": [(4, b"G"), (196, b"G"), (388, b"G")],
    "MXF": [(0, b"\x06\x0e\x2b\x34")],
    "Ogg Theora": [(0, b"OggS"), (28, b"\x80theora")],
    "RealMedia": [(0, b".RMF")],
    "Windows Media": [(0, bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"))],
}
SOUNDS = {
    "AC-3": [(0, b"\x0b\x77")],
    "AIFF": [(0, b"FORM"), (8, b"AIFF")],
    "AIFF-C": [(0, b"FORM"), (8, b"AIFC")],
    "AMR": [(0, b"#!AMR")],
    "Audible": [(4, b"\x57\x90\x75\x36")],
    "Core Audio (CAF)": [(0, b"caff")],
    "Creative Voice": [(0, b"Creative Voice File")],
    "DSD": [(0, b"DSD ")],
    "DSDIFF": [(0, b"FRM8")],
    "DSS (of a dictation machine)": [(1, b"dss")],
    "DS2 (of a dictation machine)": [(1, b"ds2")],
    "DTS": [(0, b"\x7f\xfe\x80\x01")],
    "LATM": [(0, tuple(bytes([0x56, 0xE0 + high]) for high in range(32)))],
    "MIDI": [(0, b"MThd")],
    "Monkey’s Audio": [(0, b"MAC ")],
    "Musepack": [(0, b"MP+")],
    "Musepack 8": [(0, b"MPCK")],
    "OptimFROG": [(0, b"OFR ")],
    "RealAudio": [(0, b".ra\xfd")],
    "QCELP": [(0, b"RIFF"), (8, b"QLCM")],
    "RIFX": [(0, b"RIFX"), (8, b"WAVE")],
    "SILK": [(0, (b"#!SILK", b"\x02#!SILK"))],
    "Shorten": [(0, b"ajkg")],
    "Sun audio (AU)": [(0, b".snd")],
    "Sony voice (DVF, MSV)": [(0, (b"SONY", b"MSV"))],
    "TTA": [(0, b"TTA1")],
    "Wave64": [(0, b"riff\x2e\x91\xcf\x11")],
    "WavPack": [(0, b"wvpk")],
}
PLAYED_SOUNDS = {  # containers without pictures
    "FLAC": [(0, b"fLaC")],
    "Ogg": [(0, b"OggS")],
    "WAV": [(0, (b"RIFF", b"RF64", b"BW64")), (8, b"WAVE")],
}
PICTURES = [
    [(0, b"\xff\xd8\xff")],
    [(0, b"\x89PNG")],
    [(0, b"GIF8")],
    [(0, b"RIFF"), (8, b"WEBP")],
    [(0, b"II*\0")],
    [(0, b"MM\0*")],
    *([(4, b"ftyp"), (8, brand)] for brand in (b"heic", b"heix", b"mif1", b"avif", b"avis")),
]
APPLE_DOUBLE = b"\0\x05\x16\x07"  # RFC 1740: what other file systems cannot hold of a file
CD_TRACK = [(0, b"RIFF"), (8, b"CDDA")]  # what Windows shows of a track
AUDACITY = [
    [(0, b"SQLite format 3"), (68, b"AUDY")],
    [(0, b"<?xml"), (39, b'<!DOCTYPE project PUBLIC "-//audacity')],
]
PLAYLISTS = (b"#extm3u", b"[playlist]", b"[internetshortcut]", b"http://", b"https://", b"<asx")
WEB_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
MP4 = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp"]  # QuickTime: no fixed start


def has(start, marks):
    return all(start.startswith(mark, position) for position, mark in marks)


def name_of(start, formats):
    """The name of the format whose marks the start of a file has, or None."""
    return next((name for name, marks in formats.items() if has(start, marks)), None)


def is_picture(start):
    return any(has(start, marks) for marks in PICTURES)


def is_audacity_project(start):
    return any(has(start, marks) for marks in AUDACITY)


def is_web_page(start):
    return _text(start).startswith(WEB_PAGES)


def is_playlist(start):
    return _text(start).startswith(PLAYLISTS)


def _text(start):
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
