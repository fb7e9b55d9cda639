"""What a column of a table of tasks holds, by the text that heads it."""

from __future__ import annotations

import re

from cchc_cli.reading.cells.names import strip_diacritics

MOST = 80
"""Characters of a text that may head a column."""
_STARTS = {
    "number": "stt|tt|so tt|so thu tu",
    "start": "bat dau|thoi gian bat dau|ngay bat dau|tu ngay",
    "support": "phoi hop",
    "owner": "don vi thuc hien|co quan thuc hien|phong thuc hien|don vi phu trach|owner|phu trach|"
    "nguoi phu trach|to chuc thuc hien|phan cong|trach nhiem|chu tri",
    "measure": "don vi tinh|dvt|measure",
    "due": "thoi han|thoi gian|han hoan thanh|han |tien do|hoan thanh|ket thuc|moc thoi gian|den ngay|"
    "due",
    "product": "san pham|ket qua|dau ra|ten san pham|product",
    "task": "nhiem vu|noi dung|ten nhiem vu|ten noi dung|cong viec|ten cong viec|giai phap|hoat dong|"
    "cac nhiem vu|task",
    "goal": "muc phai dat|muc giao|muc phan dau|phan dau|ke hoach|goal",
    "indicator": "chi tieu|ten chi tieu|muc tieu|indicator",
}
"""How the heading of each column may begin; the first that fits is it."""
_GIVEN = ("giao", "phan dau", "ke hoach", "nam")
"""Behind `chỉ tiêu` or `mục tiêu`: the column says how much, not of what."""


def column_of(text: str) -> str | None:
    """The column that a text heads; None for any other text."""
    if not text or len(text) > MOST:
        return None
    plain = " ".join(text.split()).strip(" .:*").casefold()
    if plain == "mục":  # Without its accent it would be a level.
        return "number"
    bare = re.sub(r"\(.*?\)|[0-9]{4}", " ", strip_diacritics(plain))
    bare = " ".join(bare.split()).strip(" .:*")
    if bare in ("muc", "muc dat"):
        return "goal"
    if "phoi hop" in bare and "chu tri" not in bare:
        return "support"
    if "chu tri" in bare:
        return "owner"
    if bare.startswith(("chi tieu", "muc tieu")) and bare.endswith(_GIVEN):
        return "goal"
    named = (name for name, starts in _STARTS.items() if bare.startswith(tuple(starts.split("|"))))
    return next(named, None)
