"""What people type that YAML does not take as they mean it, made readable in one pass over the text.

`straighten` sees characters that only look like those of YAML (no-break spaces, dashes, colons), and
is asked of every text that holds one. `quote` sees values that YAML cannot take without quotation
marks, and is asked only of a text that YAML has refused: no guess ever touches a sound one. Both
note what they change, so that the rest of the file can be read and all its faults be told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.pattern import pattern
from cchc_cli.reading.yaml_file.document import Document
from cchc_cli.reading.yaml_file.text import HOLE, short

_SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_NO_WIDTH = "\u200b\u2060\ufeff"
_DASHES = "\u2010-\u2015\u2022\u2043\u2212\u30fb\uff0d\u00b7"
_COLONS = "\uff1a\ufe55\u2236"
_LOOK_ALIKE = pattern(
    rf"(?P<indent>[ {_SPACES}]*)(?P<marks>(?:[\-{_DASHES}][ {_SPACES}]+)*)"
    rf"(?P<key>[{{ ]*[\w\-]{{1,40}}[ {_SPACES}]*[:{_COLONS}][ {_SPACES}]*)?"
)
_ANY_LOOK_ALIKE = pattern(f"[{_SPACES}{_DASHES}{_COLONS}]")
_CONFLICT = pattern(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)

_HEAD = pattern(
    r"(?P<indent> *)(?P<marks>(?:- +)*)"
    r"(?P<key>(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s#\"'\[\]{},&*!|>%@`\-][^#:]*?|-[^\s#:][^#:]*?)"
    r" *:(?=\s|$))?\s*"
)
_BLOCK_TEXT = pattern(r"[|>][+\-]?[1-9]?[+\-]?\s*(?:#.*)?$")
_SOUND_MARK = pattern(
    r"\*[A-Za-z0-9_\-]+\s*(?:$|#|[,\]}])|&[A-Za-z0-9_\-]+(?:\s|$)|!(?:!?[\w\-./]*)(?:\s|$)"
)
"""An alias, an anchor, a tag: what `*`, `&` and `!` at the start of a value are for."""
_END = pattern(r"\s#")
_END_IN_BRACKETS = pattern(r"\s#|[,\[\]{}]")
_COLON_INSIDE = pattern(r":(?:\s|$)")
_IN_BRACKETS = pattern(
    r"(?P<space>[\s,]+|:(?=[\s,\[\]{}]|$))|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comment>(?<=\s)#.*)|"
    r"(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')|(?P<unclosed>[\"'].*)|"
    r"(?P<text>(?:[^\s,:\[\]{}]|:(?![\s,\[\]{}]|$)|[ \t]+(?![\s#,:\[\]{}]|$))+)|(?P<other>.)"
)
_MAPPINGS = frozenset({"period", "signer", "except", "schedule", "groups", "letterhead", "templates"})
_PAIRS = pattern(r"[\w.\-]+: +[^:{}\[\]]+(?:, *[\w.\-]+: +[^:{}\[\]]+)*")


def straighten(text: str, document: Document) -> str:
    """The text with YAML's own characters where others stand that look like them."""
    if "<<<<<<<" in text and _CONFLICT.search(text):
        for match in _CONFLICT.finditer(text):
            document.fault(codes.P122, text.count("\n", 0, match.start()) + 1, 1, found=match[0][:7])
        text = _CONFLICT.sub("", text)
    if text.isascii() or not _ANY_LOOK_ALIKE.search(text):
        return text
    lines = text.split("\n")
    for index, _ in _structure(lines):
        lines[index] = _straight(lines[index], index, document)
    return "\n".join(lines)


def _straight(line: str, index: int, document: Document) -> str:
    head = _LOOK_ALIKE.match(line)
    if head is None or not _ANY_LOOK_ALIKE.search(head[0]):
        return line
    wanted_before: set[str] = set()
    straight = ""
    for at, char in enumerate(head[0]):
        wanted = next((name for name, chars in _WANTED if re.match(f"[{chars}]", char)), None)
        inside_key = head["key"] and at >= head.start("key") and wanted == "dash"
        if wanted is None or inside_key:
            straight += char
            continue
        wanted = "nothing" if char in _NO_WIDTH else wanted
        straight += {"space": " ", "nothing": "", "dash": "-", "colon": ":"}[wanted]
        if wanted not in wanted_before:
            found = Term("char", f"U+{ord(char):04X}")
            document.fault(codes.P119, index + 1, at + 1, found=found, wanted=Term("mark", wanted))
        wanted_before.add(wanted)
    if head["key"] and line[head.end() :] and not straight.endswith(" ") and straight.endswith(":"):
        straight += " "
    return straight + line[head.end() :]


_WANTED = (("space", _SPACES), ("dash", _DASHES), ("colon", _COLONS))


def quote(text: str, document: Document) -> str:
    """The text with quotation marks around the values that YAML cannot read without them.

    The places of these values are `doubted`: what they say is perhaps not what was meant.
    """
    lines = text.split("\n")
    for index, in_brackets in _structure(lines):
        line = lines[index]
        start = 0
        if not in_brackets:
            head = _HEAD.match(line)
            assert head is not None
            start, value = head.end(), line[head.end() :]
            if not value or _BLOCK_TEXT.match(value):
                continue
            key = (head["key"] or "").rstrip(" :")
            lacks_braces = key in _MAPPINGS and _PAIRS.fullmatch(value)
            if _is_reserved(value) or lacks_braces or (key and _is_split_by_colon(value)):
                stop = _END.search(line, start)
                end = stop.start() if stop else len(line)
                lines[index] = _quoted(line, start, end, index, key, document)
                if stop is None:
                    _quote_continuation(lines, index, head.end("marks"))
                continue
            if value[0] not in "[{":
                continue
        lines[index] = _quote_in_brackets(line, start, index, document)
    return "\n".join(lines)


def _is_reserved(value: str) -> bool:
    """Whether a value starts with a character that YAML keeps for itself, and not as YAML means it."""
    return value[0] in ">%@`" or (value[0] in "*&!" and not _SOUND_MARK.match(value))


def _is_split_by_colon(value: str) -> bool:
    """Whether YAML would see a key inside of a plain value."""
    if value[0] in "\"'[{|>%@`*&!#" or re.search(r",\s*[\w\-]+:\s|[}\]]\s*$", value):
        return False  # The latter is rather a bracket that was never opened.
    comment = _END.search(value)
    return _COLON_INSIDE.search(value[: comment.start()] if comment else value) is not None


def _quote_in_brackets(line: str, start: int, index: int, document: Document) -> str:
    pieces = [line[:start]]
    done = start
    starts_value = True
    for token in _IN_BRACKETS.finditer(line, start):
        if token.start() < done:
            continue
        if token.lastgroup == "text" and starts_value and _is_reserved(token[0]):
            stop = _END_IN_BRACKETS.search(line, token.start())
            end = stop.start() if stop else len(line)
            row = _quoted(line, token.start(), end, index, "", document)
            pieces += [line[done : token.start()], row[token.start() : len(row) - len(line) + end]]
            done = end
        starts_value = token.lastgroup in ("space", "open")
    return "".join([*pieces, line[done:]])


def _quoted(line: str, start: int, end: int, index: int, key: str, document: Document) -> str:
    """The line with quotation marks around one of its values; notes what should have been written."""
    written = line[start:end].rstrip()
    value, end = written.replace(HOLE, ""), start + len(written)
    if key in _MAPPINGS and _PAIRS.fullmatch(value):
        braces = "{" + value + "}"
        document.fault(codes.P123, index + 1, start + 1, found=short(value), plain=short(braces))
        return line[:start] + braces + line[end:]
    value = re.sub("^[“„](.*)”$", r"\1", value)
    compared = re.sub(r"^>[<>=]*\s*", "", value)
    quoted = "'" + (compared or value).replace("'", "''") + "'"
    plain = compared if compared not in ("", value) else quoted
    document.doubt(codes.P113, index + 1, start + 1, found=short(value), plain=short(plain))
    return line[:start] + quoted + line[end:]


def _quote_continuation(lines: list[str], index: int, indent: int) -> None:
    """Moves the quote that closes a line behind the deeper lines that go on with its text."""
    last = index
    goes_on = re.compile(rf" {{{indent + 1},}}(?![#\-]|.*:(?:\s|$))\S")
    while last + 1 < len(lines) and goes_on.match(lines[last + 1]) and lines[index].endswith("'"):
        last += 1
        lines[last] = lines[last].replace("'", "''")
    if last > index:
        lines[index] = lines[index][:-1]
        lines[last] += "'"


def _structure(lines: list[str]) -> Iterator[tuple[int, bool]]:
    """The lines that are no text of a block (`|`, `>`) or of a quotation begun above; of each whether
    it starts inside of brackets. A line that closes a quotation is passed over as a whole."""
    block: int | None = None
    closing = ""
    depth = 0
    for index, line in enumerate(lines):
        if block is not None:
            if not line.strip() or len(line) - len(line.lstrip(" ")) > block:
                continue
            block = None
        if closing:
            if closing in line:
                closing = ""
            continue
        yield index, depth > 0
        start = 0
        if not depth:
            head = _HEAD.match(lines[index])
            assert head is not None
            value = lines[index][head.end() :]
            if _BLOCK_TEXT.match(value) and (head["key"] or head["marks"]):
                block = head.end("marks") if head["key"] else head.end("indent")
                continue
            if not value or value[0] not in "\"'[{":
                continue
            start = head.end()
        for token in _IN_BRACKETS.finditer(lines[index], start):
            match token.lastgroup:
                case "open":
                    depth += 1
                case "close":
                    depth = max(depth - 1, 0)
                case "unclosed":
                    closing = token[0][0]
                case _:
                    pass
            if not depth and not closing:
                break
