"""Vietnamese text in the encodings of before Unicode, recognised so that it can be refused by name.

Such text is valid Latin-1 and reads as rubbish ("hép møt tÕt"); only what it turns into shows it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TCVN3_LETTERS = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00adư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹ"
    "ÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
)
_TCVN3 = dict(zip(map(ord, _TCVN3_LETTERS[::2]), _TCVN3_LETTERS[1::2], strict=True))
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VOWELS = "aeouyôö"


def from_tcvn3(text: str) -> str:
    """Text typed in TCVN3 (.VnTime), as Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text typed in VNI (VNI-Times), as Unicode."""
    letters: list[str] = []
    before = ""
    for char in text:
        low = char.lower()
        if low in _VNI_MARKS and before in tuple(_VOWELS):
            letters.append(_VNI_MARKS[low])
            before = ""
            continue
        known = _VNI_LETTERS.get(low)
        letters.append(char if known is None else known if low == char else known.upper())
        before = low
    return unicodedata.normalize("NFC", "".join(letters))


@lru_cache(maxsize=4096)
def conversions(text: str) -> tuple[tuple[str, str], ...]:
    """What a text is in Unicode if it was typed in TCVN3 or in VNI: (encoding, text) pairs.

    Empty where it holds none of the letters that both use in another sense.
    """
    if text.isascii():
        return ()
    found = (("tcvn3", from_tcvn3(text)), ("vni", from_vni(text)))
    return tuple((name, converted) for name, converted in found if converted != text)
