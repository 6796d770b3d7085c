"""Statements of rights as catalogues write them."""

import pytest
from django.core.exceptions import ValidationError

from resources.rights import STATEMENTS
from resources.typed_rights import read

RS, CC = "http://rightsstatements.org/vocab/", "https://creativecommons.org/"
IN_COPYRIGHT, EDUCATION = f"{RS}InC/1.0/", f"{RS}InC-EDU/1.0/"
BY, BY_SA = f"{CC}licenses/by/4.0/", f"{CC}licenses/by-sa/4.0/"
ZERO, MARK = f"{CC}publicdomain/zero/1.0/", f"{CC}publicdomain/mark/1.0/"


@pytest.mark.parametrize(
    ("typed", "uri"),
    [
        ("", ""),
        ("https://rightsstatements.org/vocab/InC-EDU/1.0/", EDUCATION),
        ("http://rightsstatements.org/page/InC/1.0/?language=en", IN_COPYRIGHT),
        ("https://www.rightsstatements.org/page/inc/1.0", IN_COPYRIGHT),
        ("<rightsstatements.org/vocab/InC/1.0/>", IN_COPYRIGHT),
        ("http://creativecommons.org/licenses/by/4.0/", BY),
        ("https://creativecommons.org/licenses/by-sa/4.0", BY_SA),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.ru", BY_SA),
        ("https://creativecommons.org/licenses/by/4.0/legalcode.en#s1", BY),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.de", ZERO),
        ("http://creativecommons.org/publicdomain/mark/1.0/?x=1", MARK),
        ("InC-EDU", EDUCATION),
        ("inc edu", EDUCATION),
        ("RS InC-EDU", EDUCATION),
        ("IN COPYRIGHT", IN_COPYRIGHT),
        ("In Copyright (InC)", IN_COPYRIGHT),
        ("In Copyright - Educational Use Permitted", EDUCATION),
        (
            "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable",
            f"{RS}InC-RUU/1.0/",
        ),
        ("No Copyright – Non-Commercial Use Only", f"{RS}NoC-NC/1.0/"),
        ("No Copyright - United States", f"{RS}NoC-US/1.0/"),
        ("No Known Copyright", f"{RS}NKC/1.0/"),
        ("Охраняется авторским правом", IN_COPYRIGHT),
        ("CC BY-SA 4.0", BY_SA),
        ("cc-by-sa-4.0", BY_SA),
        ("BY-SA 4.0", BY_SA),
        ("Attribution-ShareAlike 4.0 International", BY_SA),
        ("Creative Commons Attribution-ShareAlike 4.0 International License", BY_SA),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", BY),
        (
            "Attribution-NonCommercial-NoDerivatives 4.0 International",
            f"{CC}licenses/by-nc-nd/4.0/",
        ),
        *((typed, ZERO) for typed in ["CC0", "CC0-1.0", "CC0 1.0 Universal", "CC Zero"]),
        ("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", ZERO),
        *((typed, MARK) for typed in ["PDM", "Public Domain Mark 1.0", "public domain"]),
        ("Общественное достояние", MARK),
    ],
)
def test_statement_is_read(typed, uri):
    assert read(typed) == uri


@pytest.mark.parametrize("uri", [uri for _group, each in STATEMENTS for uri, _label in each])
def test_every_statement_is_read_by_its_address_and_its_label(uri):
    labels = dict(pair for _group, each in STATEMENTS for pair in each)
    assert (read(uri), read(str(labels[uri]))) == (uri, uri)


OTHER_VERSION = "of the licences of Creative Commons only version 4.0 is known."
UNKNOWN = "is not a rights statement known here."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("InC-EDUC", f"“InC-EDUC” {UNKNOWN} Did you mean “InC-EDU”?"),
        ("In copyrigth", f"“In copyrigth” {UNKNOWN} Did you mean “In copyright”?"),
        ("CC BY-AS 4.0", f"“CC BY-AS 4.0” {UNKNOWN} Did you mean “CC BY-SA 4.0”?"),
        (
            "No known copyright restrictions",
            f"“No known copyright restrictions” {UNKNOWN} Did you mean “No known copyright”?",
        ),
        ("CC BY-SA", "“CC BY-SA” has no version: if it is meant, write CC BY-SA 4.0."),
        ("CC BY 3.0", f"“CC BY 3.0”: {OTHER_VERSION}"),
        (
            "https://creativecommons.org/licenses/by-sa/3.0/de/deed.de",
            f"“https://creativecommons.org/licenses/by-sa/3.0/de/deed.de”: {OTHER_VERSION}",
        ),
        *((typed, f"“{typed}” {UNKNOWN}") for typed in ["© 1953 Ivanov", "all rights reserved"]),
        ("PD-RU-exempt", f"“PD-RU-exempt” {UNKNOWN}"),
        ("x" * 10_000, f"“{'x' * 60}” {UNKNOWN}"),
    ],
)
def test_unknown_statement_is_refused_with_the_nearest(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        read(typed)
    assert refused.value.messages == [sentence]
