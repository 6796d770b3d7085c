"""Characters that no text may contain, and the doors at which they are taken out.

These are control characters, among them those that XML cannot express, NUL, which PostgreSQL does
not store, surrogates, which no encoding has, noncharacters, and what overrides the direction of all
that follows. Forms, the database and answers call this, so other code need not, unless it makes
files of what an earlier version may have stored.
"""

import json
import re
from functools import partial

from django import forms
from django.db import models
from django.db.backends.signals import connection_created
from django.dispatch import receiver

_OVERRIDES = "\u202d\u202e"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_BREAKS = "\v\f\x85\u2028\u2029"  # of lines, in texts from word processors
UNWANTED = re.compile(f"[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\ud800-\udfff{_OVERRIDES}{_NONCHARACTERS}]")
UNSTORED = re.compile(f"{UNWANTED.pattern[:-1]}\u2028\u2029]")
# Embeddings and isolates (Unicode Standard Annex 9): without their end they turn what follows.
ENDS = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
TURNING = re.compile("[\u202a-\u202c\u2066-\u2069]")
# In UTF-8; U+2028 and U+2029 do no harm in an answer.
UNWANTED_BYTES = re.compile(
    rb"[\0-\x08\v\f\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xad\xae]|\xef\xb7[\x90-\xaf]"
    rb"|\xef\xbf[\xbe\xbf]|[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"
)
# What tells faster that an answer has none of these.
_C0 = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_BEGINNINGS = [
    re.compile(part)
    for part in (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xad\xae]", rb"\xef\xb7", rb"\xbf[\xbe\xbf]")
]
# In JSON: characters that are written in ASCII, not after a backslash.
ESCAPED = re.compile(rb"(?<!\\)((?:\\\\)*)((?:\\(?:u[0-9a-f]{4}|[bf]))+)")
TEXTUAL = ("text/", "application/json", "application/xml", "application/atom+xml")


def clean(text, line_break=" "):
    """U+0080 to U+009F become what Windows writes with these bytes: quotation marks and dashes."""
    # None of the characters is printable; searching takes ten times as long.
    if text.replace("\n", "").replace("\r", "").replace("\xa0", "").isprintable():
        return text
    if UNSTORED.search(text):
        text = UNSTORED.sub(partial(_instead, line_break=line_break), text)
    return text if _are_closed(TURNING.findall(text)) else TURNING.sub("", text)


def _are_closed(turning):
    """Whether each embedding and isolate ends, inside the one in which it begins."""
    ends = []
    for sign in turning:
        if sign in ENDS:
            ends.append(ENDS[sign])
        elif not ends or ends.pop() != sign:
            return False
    return not ends


def clean_bytes(content):
    """Of an answer in UTF-8."""
    has_none = len(content.translate(None, _C0)) == len(content)
    if has_none and not any(part.search(content) for part in _BEGINNINGS):
        return content
    return UNWANTED_BYTES.sub(lambda match: clean(match[0].decode()).encode(), content)


def clean_json(content):
    return ESCAPED.sub(_clean_escaped, clean_bytes(content))


def _clean_escaped(match):
    text = json.loads(b'"%b"' % match[2])
    return match[1] + json.dumps(UNWANTED.sub(_instead, text))[1:-1].encode()


def _instead(match, line_break=" "):
    sign = match[0]
    if "\x80" <= sign <= "\x9f" and sign != "\x85":
        return sign.encode("latin-1").decode("cp1252", errors="ignore")
    return line_break if sign in _BREAKS else ""


# Forms


def _to_python(field, value):
    text = _forms_to_python(field, value)
    if not isinstance(text, str) or isinstance(field.widget, forms.PasswordInput):
        return text
    line_break = "\n" if isinstance(field.widget, forms.Textarea) else " "
    # NUL stays: Django refuses it, and says so.
    text = "\0".join(clean(part, line_break) for part in text.split("\0"))
    text = text.strip() if field.strip else text
    return text or field.empty_value


_forms_to_python = forms.CharField.to_python
forms.CharField.to_python = _to_python


# The database


@receiver(connection_created)
def watch(connection, **kwargs):
    if clean_parameters not in connection.execute_wrappers:
        connection.execute_wrappers.append(clean_parameters)


def clean_parameters(execute, sql, params, many, context):
    """Whatever stores a text: forms, imports, names of files, accounts, a fixture, plain SQL.

    Not what only reads: there U+10FFFF stands for the last letter.
    """
    if params and str(sql).startswith(("INSERT", "UPDATE")):
        params = list(map(_clean_row, params)) if many else _clean_row(params)
    return execute(sql, params, many, context)


def _clean_row(params):
    if isinstance(params, dict):
        return {name: _clean_value(value) for name, value in params.items()}
    return type(params)(map(_clean_value, params)) if type(params) in {list, tuple} else params


def _clean_value(value):
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    return clean(value)


def _clean_structure(value):
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [*map(_clean_structure, value)]
    if isinstance(value, dict):
        return {_clean_structure(name): _clean_structure(each) for name, each in value.items()}
    return value


def _get_prep_value(field, value):
    return _clean_structure(_json_get_prep_value(field, value))


# In a statement, JSON is in ASCII, with escapes; PostgreSQL refuses that of NUL.
_json_get_prep_value = models.JSONField.get_prep_value
models.JSONField.get_prep_value = _get_prep_value


# Answers


def clean_answers(get_response):
    """For what an earlier version stored, or another program. Files are sent as they are."""

    def middleware(request):
        response = get_response(request)
        kind = response.get("Content-Type", "")
        is_file = response.streaming and response.has_header("Content-Length")
        if is_file or not kind.startswith(TEXTUAL):
            return response
        cleaning = clean_json if kind.startswith("application/json") else clean_bytes
        if response.streaming:
            response.streaming_content = map(cleaning, response.streaming_content)
        else:
            content = response.content
            cleaned = cleaning(content)
            if cleaned is not content:
                response.content = cleaned
        return response

    return middleware
