"""The words of dates in English, Russian, German, French and Spanish.

Several words for one thing are separated by “|”; words of a phrase by spaces, which also match the
dots of its abbreviation: “s d” is “s. d.” and “s.d.”.
"""

LANGUAGES = ["en", "ru", "de", "fr", "es"]

MONTHS = {
    "en": "january|jan, february|feb, march|mar, april|apr, may, june|jun, july|jul, august|aug,"
    "september|sept|sep, october|oct, november|nov, december|dec",
    "ru": "январь|января|январе|янв, февраль|февраля|феврале|февр|фев, март|марта|марте|мар,"
    "апрель|апреля|апреле|апр, май|мая|мае, июнь|июня|июне|июн, июль|июля|июле|июл,"
    "август|августа|августе|авг, сентябрь|сентября|сентябре|сент|сен,"
    "октябрь|октября|октябре|окт, ноябрь|ноября|ноябре|нояб|ноя, декабрь|декабря|декабре|дек",
    "de": "januar|jänner|jan|jän, februar|feber|feb, märz|maerz|mär|mrz, april|apr, mai,"
    "juni|jun, juli|jul, august|aug, september|sept|sep, oktober|okt, november|nov, dezember|dez",
    "fr": "janvier|janv|jan, février|févr|fév, mars, avril|avr, mai, juin, juillet|juil, août,"
    "septembre|sept, octobre|oct, novembre|nov, décembre|déc",
    "es": "enero|ene, febrero|feb, marzo|mar, abril|abr, mayo|may, junio|jun, julio|jul,"
    "agosto|ago, septiembre|setiembre|sept|set|sep, octubre|oct, noviembre|nov, diciembre|dic",
}

SEASONS = {
    "en": "spring|springtime, summer|summertime, autumn|fall, winter|wintertime",
    "ru": "весна|весной|весны|весну, лето|летом|лета, осень|осенью|осени, зима|зимой|зимы|зиму",
    "de": "frühling|frühjahr|frühlings|frühjahrs, sommer|sommers, herbst|herbsts, winter|winters",
    "fr": "printemps, été, automne, hiver",
    "es": "primavera, verano, otoño, invierno",
}

# Early, mid and late.
PARTS = {
    "en": "early|beginning of|start of, mid|middle of, late|end of",
    "ru": "начало|начала|начале|нач, середина|середины|середине|сер, конец|конца|конце|кон",
    "de": "anfang|anfangs|anf|frühe|frühen|beginn, mitte, ende|späte|späten",
    "fr": "début|début de|commencement, milieu|mi, fin",
    "es": "principios|comienzos|inicios, mediados, finales|fines",
}

ORDINALS = {
    "en": "first, second, third, fourth, last",
    "ru": "первая|первой|первую|перв, вторая|второй|вторую|втор, третья|третьей|третью,"
    "четвёртая|четвёртой|четвёртую, последняя|последней|последнюю|посл",
    "de": "erste|ersten|erstes, zweite|zweiten|zweites, dritte|dritten|drittes,"
    "vierte|vierten|viertes, letzte|letzten|letztes",
    "fr": "premier|première, second|seconde|deuxième, troisième, quatrième, dernier|dernière",
    "es": "primera|primer|primero, segunda|segundo, tercera|tercer|tercero, cuarta|cuarto,"
    "última|último",
}

# Halves, thirds and quarters.
FRACTIONS = {
    "en": "half, third part, quarter",
    "ru": "половина|половины|половине|пол, треть|трети, четверть|четверти|кв",
    "de": "hälfte, drittel, viertel",
    "fr": "moitié, tiers, quart",
    "es": "mitad, tercio, cuarto",
}

CENTURIES_IN_WORDS = {
    "en": "tenth, eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth,"
    "eighteenth, nineteenth, twentieth, twenty first",
    "ru": "десятый, одиннадцатый, двенадцатый, тринадцатый, четырнадцатый, пятнадцатый,"
    "шестнадцатый, семнадцатый, восемнадцатый, девятнадцатый, двадцатый, двадцать первый",
}

# Kinds of tokens by their sign; the grammar says what each does.
SIGNS = {
    "C": {  # century
        "en": "century|centuries|cent",
        "ru": "век|века|веке|веков|вв|столетие|столетия",
        "de": "jahrhundert|jahrhunderts|jahrhunderte|jh|jhdt|jhd|jhs",
        "fr": "siècle|siècles",
        "es": "siglo|siglos",
    },
    "d": {  # decade
        "ru": "годы|годов|годах|гг",
        "de": "jahre|jahren",
        "fr": "années|annees",
        "es": "años|década|decenio",
        "en": "decade",
    },
    "~": {
        "en": "c a|ca|cca|circa|about|around|approx|approximately|roughly",
        "ru": "около|ок|примерно|приблизительно|прибл",
        "de": "um|etwa|gegen|zirka|ungefähr",
        "fr": "vers|environ|env",
        "es": "hacia|alrededor de|aproximadamente|aprox|h",
    },
    "?": {
        "en": "perhaps|probably|possibly|prob|presumably|maybe|uncertain",
        "ru": "возможно|вероятно|предположительно|предп|видимо",
        "de": "vermutlich|wohl|wahrscheinlich|vielleicht|möglicherweise",
        "fr": "peut être|probablement|sans doute",
        "es": "quizá|quizás|probablemente|posiblemente|tal vez",
    },
    "B": {
        "en": "before|prior to|earlier than|pre",
        "ru": "до|перед",
        "de": "vor|vor dem",
        "fr": "avant",
        "es": "antes de|antes del",
    },
    "A": {
        "en": "after|later than|post",
        "ru": "после",
        "de": "nach",
        "fr": "après",
        "es": "después de|después del|tras",
    },
    "F": {
        "en": "from|since|not before|no earlier than|not earlier than",
        "ru": "с|со|начиная с|не ранее|не раньше",
        "de": "ab|seit|nicht vor|frühestens",
        "fr": "depuis|à partir de|pas avant|au plus tôt",
        "es": "desde|no antes de|a partir de",
    },
    "U": {
        "en": "to|until|till|by|through|up to|not after|no later than|not later than",
        "ru": "по|не позднее|не позже|вплоть до|к",
        "de": "bis|bis zu|nicht nach|spätestens",
        "fr": "jusqu'à|jusqu'en|à|au|pas après|au plus tard",
        "es": "hasta|a|al|no después de|a más tardar",
    },
    "W": {"en": "between", "ru": "между", "de": "zwischen", "fr": "entre", "es": "entre"},
    "&": {"en": "and|&", "ru": "и", "de": "und", "fr": "et", "es": "y"},
    "|": {"en": "or", "ru": "или", "de": "oder", "fr": "ou", "es": "o|ó"},
    "L": {
        "en": "or later|or after|and later|onwards|onward",
        "ru": "или позже|или позднее|и позже|и позднее",
        "de": "oder später|und später",
        "fr": "ou plus tard|ou après|et après",
        "es": "o más tarde|o después|o posterior",
    },
    "E": {
        "en": "or earlier|or before|and earlier",
        "ru": "или раньше|или ранее|и раньше|и ранее",
        "de": "oder früher|und früher",
        "fr": "ou plus tôt|ou avant|et avant",
        "es": "o antes|o anterior",
    },
    "p": {"en": "beginning unknown|start unknown", "ru": "начало неизвестно"},
    "q": {"en": "end unknown", "ru": "конец неизвестен"},
    "T": {
        "en": "present|now|today",
        "ru": "настоящее время|наст время|н в",
        "de": "heute",
        "fr": "aujourd'hui",
        "es": "hoy|actualidad",
    },
    "J": {
        "en": "o s|old style|julian",
        "ru": "ст ст|старый стиль|старого стиля|по старому стилю|по ст ст",
        "de": "a st|alter stil|alten stils|julianisch",
        "fr": "v st|vieux style|ancien style|julien",
        "es": "estilo antiguo|estilo viejo|juliano",
    },
    "G": {
        "en": "n s|new style|gregorian",
        "ru": "н ст|нового стиля|новый стиль|по новому стилю|по н ст",
        "de": "n st|neuer stil|neuen stils|gregorianisch",
        "fr": "nouveau style|grégorien",
        "es": "estilo nuevo|gregoriano",
    },
    "n": {
        "en": "n d|no date|no date given|date not given|undated|not dated|date unknown|unknown|s a",
        "ru": "б д|без даты|без указания даты|не датировано|дата неизвестна|не дат|б г|без года|"
        "недатировано",
        "de": "o j|o d|ohne datum|ohne jahr|undatiert",
        "fr": "s d|sans date|non daté|date inconnue",
        "es": "s f|sin fecha|fecha desconocida",
    },
    "z": {
        "en": "b c|b c e",
        "ru": "до н э|до р х|до нашей эры",
        "de": "v chr|v u z",
        "fr": "av j c|avant j c|avant jésus christ",
        "es": "a c|antes de cristo",
    },
    "a": {
        "en": "a d|c e",
        "ru": "н э|нашей эры|от р х",
        "de": "n chr|u z",
        "fr": "ap j c|après j c",
        "es": "d c|después de cristo",
    },
    # Left out.
    " ": {
        "en": "the|of|in|on|year|monday|mon|tuesday|tue|tues|wednesday|wed|thursday|thu|thurs|"
        "friday|fri|saturday|sat|sunday|sun|dated|date",
        "ru": "г|год|года|году|годом|в|во|на|рубеж|рубеже|от|числа|понедельник|вторник|среда|"
        "четверг|пятница|суббота|воскресенье|дата",
        "de": "der|des|die|das|den|dem|im|in|am|vom|von|zum|jahr|montag|dienstag|mittwoch|"
        "donnerstag|freitag|samstag|sonnabend|sonntag|datum",
        "fr": "le|la|les|l|de|du|des|d|en|an|année|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
        "dimanche|date",
        "es": "el|la|los|las|de|del|en|año|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
        "fecha",
    },
}
