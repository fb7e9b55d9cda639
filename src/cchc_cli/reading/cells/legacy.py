"""Vietnamese text in the encodings of before Unicode or damaged by a wrong one, refused by name.

Such text is valid Unicode and reads as rubbish ("hép møt tÕt", "ThÃ¡ng"), or has lost its accents
("Th?ng"); only what it turns into shows it.
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


_MISREAD = ("cp1252", "cp1258", "mac_roman")
"""What programs take a text for that does not say what it is in."""
LOST = "?\ufffd"
"""What stands for letters that an encoding has not."""


@lru_cache(maxsize=4096)
def repaired(text: str) -> str | None:
    """What a text says whose UTF-8 was read in another encoding: `Kỳ` of `Ká»³`; None if it was not."""
    if text.isascii():
        return None
    for encoding in _MISREAD:
        try:
            return b"".join(_byte(char, encoding) for char in text).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _byte(char: str, encoding: str) -> bytes:
    # Bytes without a letter in the encoding are passed on as the control characters of their number.
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode(encoding)


def is_left_of(damaged: str, text: str) -> bool:
    """Whether a text is what an encoding without its letters left of another: `K?` or `Ky?` of `Kỳ`.

    Letters stay, with or without their accents, or a question mark stands for them.
    """
    if not any(mark in damaged for mark in LOST):
        return False
    whole = [char.casefold() for char in unicodedata.normalize("NFC", text.strip())]
    left = [char.casefold() for char in unicodedata.normalize("NFC", damaged.strip())]
    if len(left) == len(whole):
        return any(char not in LOST for char in left) and all(map(_may_be, left, whole))
    # Of letters with their accents apart only the accents are lost.
    apart = unicodedata.normalize("NFD", text.strip()).casefold()
    return len(left) == len(apart) and all(map(_may_be, left, apart))


def _may_be(left: str, char: str) -> bool:
    return (
        left == char
        or left in LOST
        or ((not left.isascii() or left.isalpha()) and _bare(left) == _bare(char))
    )


def _bare(char: str) -> str:
    letter = unicodedata.normalize("NFD", char)[0]
    return "d" if letter in "đð" else letter
