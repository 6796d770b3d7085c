"""One row of another system’s table, in our columns. What no field can hold is kept in words."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db.models import FileField
from django.utils.text import slugify

from resources import dates, edtf
from resources.sources import Source
from resources.typed_dates import LONGEST_DISPLAY
from seventeen_moments.bulk.columns import ESSAY, MODELS, SOURCE, THEMES, fields_of
from seventeen_moments.bulk.date_cells import AMBIGUOUS, read_date
from seventeen_moments.core.names import NamesField
from seventeen_moments.core.themes import LONGEST as LONGEST_THEME
from seventeen_moments.core.transliteration import to_plain_latin

from .headings import element, readable
from .mapping import DESCRIBE, EMPTY
from .markup import without_markup
from .remarks import DATE, FURTHER, FURTHER_FILES, LEFT_OUT, LONG, UNKNOWN
from .systems import END, LABELLED, START
from .words import file_name, is_address, is_choice

LONGEST_SLUG = Source._meta.get_field("slug").max_length
PARAGRAPH = "\n\n"


class MappedRow:
    """`by_target` has pairs of heading and text, by the field to which they go."""

    def __init__(self, table, kind, by_target):
        self.table, self.words, self.mapping = table, table.words, table.mapping
        self.kind, self.by_target = kind, by_target
        self.fields = fields_of(MODELS[kind]) if kind in MODELS else {}
        self.cells, self.wanted, self.described = {}, {}, []

    @property
    def for_new(self):
        """What only new sources get. A sound is not a song because the table does not tell."""
        fixed = {"kind": "other", **self.mapping.fixed}
        return {name: text for name, text in fixed.items() if text and name in self.fields}

    def fill(self):
        for target, values in self.by_target.items():
            if target == LABELLED:
                for heading, text in values:
                    self._describe(heading, "; ".join(self._texts(text)))
            elif target in self.fields or target == ESSAY:
                self._fill(target, values)
            elif target not in {SOURCE, START, END} and self.fields:
                for heading, _text in values:
                    self._count(LEFT_OUT, heading)
        if START in self.by_target and "date" not in self.by_target:
            self._fill_date([])
        if self.described:
            description = [self.cells.get("description", ""), *self.described]
            self.cells["description"] = PARAGRAPH.join(filter(None, description))
        self.cells = {name: text for name, text in self.cells.items() if text}
        self.cells.setdefault(ESSAY, self.mapping.fixed.get(ESSAY, ""))
        self.cells[SOURCE] = self.kind

    def _fill(self, target, values):
        if isinstance(self.fields.get(target), FileField):
            self._fill_file(target, values)
        elif target == "date":
            self._fill_date(values)
        elif target == "slug":
            heading, text = values[0]
            self.cells["slug"] = self._slug(text)
            if element(heading) == "identifier":  # of the original, not of a row
                self.cells.setdefault("reference_code", text)
        elif target == THEMES:
            self._fill_themes(values)
        elif is_choice(target):
            self._fill_choice(target, values)
        elif isinstance(self.fields[target], NamesField):
            names = (word.strip(" ,") for _heading, word in self._parts(values))
            self.cells[target] = "\n".join(dict.fromkeys(filter(None, names)))
        else:
            self._fill_text(target, values)

    def _parts(self, values):
        return [(heading, part) for heading, text in values for part in self.words.split(text)]

    def _texts(self, text):
        """Several of them only if they are separated by what has no other use in a text."""
        several = self.mapping.separator in {"|", "||"}
        return map(without_markup, self.words.split(text) if several else [text])

    def _count(self, what, heading):
        self.table.counts[what, heading] += 1

    def _describe(self, heading, text):
        self.described.append(f"{readable(self.table.names[heading])}: {text}")

    def _fill_text(self, target, values):
        texts = dict.fromkeys(part for _heading, text in values for part in self._texts(text))
        longest = getattr(self.fields[target], "max_length", None)
        if longest is None:
            self.cells[target] = PARAGRAPH.join(texts)
            return
        line = " ".join("; ".join(texts).split())
        if len(line) > longest:
            heading = values[0][0]
            self._count(LONG, heading)
            self._describe(heading, line)
            line = line[: longest - 1].rsplit(" ", 1)[0] + "…"
        self.cells[target] = line

    def _fill_themes(self, values):
        names = []
        parts = [(heading, word.replace('"', "”")) for heading, word in self._parts(values)]
        for heading, name in parts:
            if len(name) > LONGEST_THEME or not any(map(str.isalnum, name)):
                self._count(UNKNOWN, heading)
                self._describe(heading, name)
            else:
                names.append(f'"{name}"')
        self.cells[THEMES] = ", ".join(dict.fromkeys(names))

    def _fill_choice(self, target, values):
        """The first word that means something; others are kept in the description."""
        chosen = ""
        for heading, word in self._parts(values):
            meaning = self.words.meaning(target, word, self.kind)
            if target == ESSAY:
                meaning = self.table.titles.get(meaning, meaning)
            if meaning == EMPTY:
                self._count(LEFT_OUT, heading)
            elif meaning == DESCRIBE or (chosen and meaning != chosen):
                self._count(UNKNOWN if meaning == DESCRIBE else FURTHER, heading)
                self._describe(heading, word)
            else:
                chosen = meaning
        self.cells[target] = chosen

    def _slug(self, text):
        words = slugify(to_plain_latin(text))[:LONGEST_SLUG].strip("-_")
        # Number 5 of one system and number 5 of another are different sources.
        return f"{self.mapping.system or 'item'}-{words}" if words.isdigit() else words

    def _fill_file(self, target, values):
        """The first file that is in the zip; if none is, the first is asked for."""
        files = self._parts(values)
        found = next((name for _heading, file in files if (name := self._in_bundle(file))), "")
        for heading, _file in files[1:]:
            self._count(FURTHER_FILES, heading)
        if found:
            self.cells[target] = found
            return
        address = files[0][1]
        if self.kind == "video" and is_address(address):
            self.cells.setdefault("url", address)  # a film elsewhere
            return
        self.wanted[target] = self.table.addresses.setdefault(address, file_name(address))

    def _in_bundle(self, file):
        for name in dict.fromkeys([file.lstrip("/"), file_name(file)]):
            with suppress(ValidationError):
                self.table.bundle.find(name)
                return name
        return ""

    def _fill_date(self, values):
        """The first date that can be read. Without one, the words are displayed."""
        if period := self._period():
            self.cells["date"] = period
            if values:
                heading, text = values[0]
                self._display(heading, self.words.split(text)[0])
            return
        for _heading, text in values:
            for part in dict.fromkeys([text, *self.words.split(text)]):
                if date := self._cached_date(part):
                    self.cells["date"] = date
                    return
        if values:
            heading, text = values[0]
            self._count(DATE, heading)
            self._display(heading, text)

    def _display(self, heading, text):
        if len(text) <= LONGEST_DISPLAY:
            self.cells.setdefault("display_date", text)
        else:
            self._describe(heading, text)

    def _cached_date(self, text):
        # Reading a date is what costs most, and the rows are read twice.
        if text not in self.table.dates:
            self.table.dates[text] = self._read_date(text)
        return self.table.dates[text]

    def _read_date(self, text):
        """The text if it is a date: in EDTF if the mapping says which number is the day."""
        order = {"yes": True, "no": False}.get(self.mapping.day_first)
        try:
            reading, _remark = read_date(text, "", order)
        except ValidationError as error:
            return text if error.code == AMBIGUOUS else ""
        is_decided = order is not None and not reading.display_date
        return reading.edtf or text if is_decided else text

    def _period(self):
        """From columns for the first and the last day, as AtoM has them: 1953-00-00 is a year."""
        ends = [
            self.words.split(self.by_target[target][0][1])[0].replace("-00", "")
            for target in (START, END)
            if target in self.by_target
        ]
        period = "/".join(dict.fromkeys(ends))
        return period if period and dates.read(edtf.normalize(period)) else ""
