"""Guesses Chinese, Japanese and Korean encodings: right readings consist of common characters.

Bytes of one of these encodings are mostly valid in the others, too, but mean rare characters there.
"""

import re

KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
LEAST_KANA = 3
LEAST_CHARACTERS = 6
LEAST = 0.3  # of the characters are common ones
MARGIN = 2  # times as many as in the next reading
JAPANESE = ["cp932", "euc-jp"]
HANZI = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "性好应开合还因由其些前外天政四日社义事平形相全表间与关各重新线内数正心反明原利比第向道命变条结解问意"
    "建月公无军情立代通提题党展五员革文总品活设长老头资路级图山统知组见计期论运农区强放西战先南北造百领海"
    "口东导世金争思术交联共权收改美白教安场车万目报华科信传广史市团历毛京照红像片画"
    "這為個國時來們發動過說產種後學經進電裡現實兩體機當點從業應開還義間與關線內數變條結解問無軍題黨員總設"
    "長頭資級圖統組見計論運農區強戰領東導爭術聯權場車萬報華傳廣團歷紅畫臺灣督府港館書雜誌紙藏"
)
HANGUL = (
    "이다의는에을고가한지도로하기사서은인정대를어시자부일해전리아수제나보구상과그장들공주원스라조성으국만적여"
    "관동있연신유경선음방무학비문회화생미명것용발위중소민단모집당실년니면물행분편통포터군쟁립울운료영북남조진"
)
COMMON = {"gbk": HANZI, "big5": HANZI, "cp949": HANGUL}


def guess_east_asian(raw):
    """The encoding, None if none is clearly likely."""
    readings = {page: _decoded(raw, page) for page in [*JAPANESE, *COMMON]}
    for page in JAPANESE:
        kana, foreign = len(KANA.findall(readings[page])), _foreign(readings[page])
        if kana >= LEAST_KANA and 6 * kana > len(foreign):
            return page
    shares = {page: _share(readings[page], set(common)) for page, common in COMMON.items()}
    best, second = sorted(shares, key=shares.get, reverse=True)[:2]
    return best if shares[best] >= max(LEAST, MARGIN * shares[second]) else None


def _decoded(raw, page):
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return ""


def _foreign(words):
    return [sign for sign in words if not sign.isascii() and sign.isalpha()]


def _share(words, common):
    foreign = _foreign(words)
    if len(foreign) < LEAST_CHARACTERS:
        return 0
    return sum(sign in common for sign in foreign) / len(foreign)
