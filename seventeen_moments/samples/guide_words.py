"""Words of the guide's text and song, as (original, transliteration, translation).

The transliteration is ALA-LC without ties.
"""

THREE_COLUMNS = [
    (
        "Первым стоит текст на языке подлинника, так, как его написали. Мы не исправляем "
        "ни орфографию, ни пунктуацию: ошибка — тоже свидетельство.",
        "Pervym stoit tekst na iazyke podlinnika, tak, kak ego napisali. My ne ispravliaem "
        "ni orfografiiu, ni punktuatsiiu: oshibka — tozhe svidetelʹstvo.",
        "First comes the text in the language of the original, as it was written. We correct "
        "neither spelling nor punctuation: a mistake is evidence too.",
    ),
    (
        "За ним — тот же текст латинскими буквами. Он нужен тем, кто ищет имя в каталоге или "
        "хочет представить себе, как звучит фраза, но не читает кириллицы.",
        "Za nim — tot zhe tekst latinskimi bukvami. On nuzhen tem, kto ishchet imia v kataloge ili "
        "khochet predstavitʹ sebe, kak zvuchit fraza, no ne chitaet kirillitsy.",
        "After it comes the same text in Latin letters. It is for those who look for a name in a "
        "catalogue, or want an idea of how a sentence sounds, but do not read Cyrillic.",
    ),
    (
        "Последним идёт перевод. Абзац стоит против абзаца, поэтому взгляд может перейти "
        "от одного языка к другому и вернуться на то же место.",
        "Poslednim idët perevod. Abzats stoit protiv abzatsa, poėtomu vzgliad mozhet pereĭti "
        "ot odnogo iazyka k drugomu i vernutʹsia na to zhe mesto.",
        "Last comes the translation. Paragraphs are side by side, so that the eye can move from "
        "one language to the other and return to the same place.",
    ),
    (
        "Перевод — это уже чтение: переводчик выбрал одно слово из многих. Если от слова "
        "зависит вывод, вернитесь к подлиннику или спросите того, кто его читает.",
        "Perevod — ėto uzhe chtenie: perevodchik vybral odno slovo iz mnogikh. Esli ot slova "
        "zavisit vyvod, vernitesʹ k podlinniku ili sprosite togo, kto ego chitaet.",
        "A translation is already a reading: the translator chose one word out of many. If your "
        "conclusion hangs on a word, return to the original, or ask someone who reads it.",
    ),
    (
        "Сам этот текст — не исторический документ. Мы написали его для этого архива, "
        "чтобы было на чём поупражняться.",
        "Sam ėtot tekst — ne istoricheskiĭ dokument. My napisali ego dlia ėtogo arkhiva, "
        "chtoby bylo na chëm pouprazhniatʹsia.",
        "This text itself is not a historical document. We wrote it for this archive, so that "
        "there is something to practise on.",
    ),
]

# One line for each note of the melody, and one note for each moment.
SONG = [
    (
        "1917. Здесь начинается линия.",
        "1917. Zdesʹ nachinaetsia liniia.",
        "1917. Here the line begins.",
    ),
    (
        "1921. Идите по ней не спеша.",
        "1921. Idite po neĭ ne spesha.",
        "1921. Walk along it without haste.",
    ),
    (
        "1924. У каждого года свой голос.",
        "1924. U kazhdogo goda svoĭ golos.",
        "1924. Every year has its own voice.",
    ),
    (
        "1929. Сначала прочтите очерк.",
        "1929. Snachala prochtite ocherk.",
        "1929. First read the essay.",
    ),
    (
        "1934. Потом откройте источник.",
        "1934. Potom otkroĭte istochnik.",
        "1934. Then open a source.",
    ),
    (
        "1936. Кто это написал?",
        "1936. Kto ėto napisal?",
        "1936. Who wrote this?",
    ),
    (
        "1939. Кому это было сказано?",
        "1939. Komu ėto bylo skazano?",
        "1939. To whom was it said?",
    ),
    (
        "1943. Что видно на снимке?",
        "1943. Chto vidno na snimke?",
        "1943. What can you see in the photograph?",
    ),
    (
        "1947. И кто стоял за камерой?",
        "1947. I kto stoial za kameroĭ?",
        "1947. And who stood behind the camera?",
    ),
    (
        "1954. Слушайте дважды.",
        "1954. Slushaĭte dvazhdy.",
        "1954. Listen twice.",
    ),
    (
        "1956. Сравните два голоса.",
        "1956. Sravnite dva golosa.",
        "1956. Compare two voices.",
    ),
    (
        "1961. Заметьте, о чём молчат.",
        "1961. Zametʹte, o chëm molchat.",
        "1961. Notice what is left unsaid.",
    ),
    (
        "1968. Запишите, откуда вы это знаете.",
        "1968. Zapishite, otkuda vy ėto znaete.",
        "1968. Write down how you know it.",
    ),
    (
        "1973. Спросите того, кто помнит.",
        "1973. Sprosite togo, kto pomnit.",
        "1973. Ask someone who remembers.",
    ),
    (
        "1980. Не верьте одной странице.",
        "1980. Ne verʹte odnoĭ stranitse.",
        "1980. Do not trust a single page.",
    ),
    (
        "1985. Вернитесь к очерку.",
        "1985. Vernitesʹ k ocherku.",
        "1985. Return to the essay.",
    ),
    (
        "1991. Линия кончается, вопросы — нет.",
        "1991. Liniia konchaetsia, voprosy — net.",
        "1991. The line ends; the questions do not.",
    ),
]


def columns(rows, separator):
    """Returns originals, transliterations and translations, each as one text."""
    return [separator.join(column) for column in zip(*rows, strict=True)]
