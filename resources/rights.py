"""Rights statements: RightsStatements.org 1.0 and Creative Commons, by their URIs."""

from django.utils.translation import gettext_lazy as _

_RS = "http://rightsstatements.org/vocab/"
_CC = "https://creativecommons.org/"

STATEMENTS = [
    (
        _("Free to use"),
        [
            (f"{_CC}publicdomain/mark/1.0/", _("Public domain")),
            (f"{_CC}publicdomain/zero/1.0/", _("CC0: no rights reserved")),
            (f"{_RS}NoC-US/1.0/", _("No copyright: United States")),
            (f"{_RS}NKC/1.0/", _("No known copyright")),
        ],
    ),
    (
        _("Creative Commons"),
        [
            (f"{_CC}licenses/by/4.0/", _("CC BY 4.0: with attribution")),
            (f"{_CC}licenses/by-sa/4.0/", _("CC BY-SA 4.0: with attribution, shared alike")),
            (f"{_CC}licenses/by-nd/4.0/", _("CC BY-ND 4.0: with attribution, unchanged")),
            (f"{_CC}licenses/by-nc/4.0/", _("CC BY-NC 4.0: with attribution, not for profit")),
            (
                f"{_CC}licenses/by-nc-sa/4.0/",
                _("CC BY-NC-SA 4.0: with attribution, not for profit, shared alike"),
            ),
            (
                f"{_CC}licenses/by-nc-nd/4.0/",
                _("CC BY-NC-ND 4.0: with attribution, not for profit, unchanged"),
            ),
        ],
    ),
    (
        _("No copyright, other restrictions"),
        [
            (f"{_RS}NoC-CR/1.0/", _("No copyright: contractual restrictions")),
            (f"{_RS}NoC-NC/1.0/", _("No copyright: non-commercial use only")),
            (f"{_RS}NoC-OKLR/1.0/", _("No copyright: other known legal restrictions")),
        ],
    ),
    (
        _("In copyright"),
        [
            (f"{_RS}InC/1.0/", _("In copyright")),
            (f"{_RS}InC-EDU/1.0/", _("In copyright: educational use permitted")),
            (f"{_RS}InC-NC/1.0/", _("In copyright: non-commercial use permitted")),
            (f"{_RS}InC-OW-EU/1.0/", _("In copyright: EU orphan work")),
            (f"{_RS}InC-RUU/1.0/", _("In copyright: rights-holder unlocatable or unidentifiable")),
        ],
    ),
    (
        _("Not settled"),
        [
            (f"{_RS}CNE/1.0/", _("Copyright not evaluated")),
            (f"{_RS}UND/1.0/", _("Copyright undetermined")),
        ],
    ),
]
