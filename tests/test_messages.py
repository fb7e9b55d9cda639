"""Both languages say everything, and with the same parameters."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from cchc_cli.messages import LANGUAGES, catalogue
from cchc_cli.reading.table.asides import SENT_LABELS
from cchc_cli.render.explanation import render_code
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from cchc_cli.run.sheet import SHOWN

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "cchc_cli"
VI, EN = catalogue("vi"), catalogue("en")


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(VI.words) == list(EN.words)
    assert list(VI.codes) == list(EN.codes)


@pytest.mark.parametrize("key", VI.words)
def test_words_take_the_same_parameters(key: str) -> None:
    if key != "month":  # English writes a month as 2022-07
        assert fields(VI.words[key]) == fields(EN.words[key])


@pytest.mark.parametrize("code", VI.codes)
def test_codes_take_the_same_parameters_and_leave_nothing_empty(code: str) -> None:
    ours, theirs = VI.codes[code], EN.codes[code]
    for one, other in zip(ours, theirs, strict=True):
        assert fields(one) == fields(other)
        assert bool(one) == bool(other)
    assert ours.title
    assert ours.message
    assert ours.hint


@pytest.mark.parametrize("code", VI.codes)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained(code: str, language: str) -> None:
    shown = render_code(code, Wording(language), Screen())
    assert shown is not None
    assert shown.startswith(f"{code}: ")


def used_codes() -> set[str]:
    """The codes that the source raises, wherever they are written as text."""
    return {
        code
        for path in SOURCE.rglob("*.py")
        if "messages" not in path.parts
        for code in re.findall(r'"([PAV][0-9]{3})"', path.read_text(encoding="utf-8"))
    }


def test_every_code_in_the_source_has_words_and_every_code_with_words_is_used() -> None:
    assert used_codes() == set(VI.codes)


class Texts(NamedTuple):
    """The texts that a module writes, and the beginnings of keys that it makes up."""

    whole: set[str]
    beginnings: set[str]

    def make(self, key: str, others: set[str]) -> bool:
        """Whether a key begins as made-up ones do, and ends with a text of this or of others."""
        ends = [key.removeprefix(start) for start in self.beginnings if key.startswith(start)]
        return any(end in self.whole or end in others or end.isdigit() for end in ends)


def texts_of(path: Path) -> Texts:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    written = {node.value for node in nodes if isinstance(node, ast.Constant)}
    whole = {word for text in written if isinstance(text, str) for word in (text, *text.split())}
    starts = [node.values[0] for node in nodes if isinstance(node, ast.JoinedStr)]
    terms = [
        node.args[0] for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "Term"
    ]
    made = {node.value for node in starts if isinstance(node, ast.Constant) and "." in node.value}
    return Texts(whole, made | {f"{node.value}." for node in terms if isinstance(node, ast.Constant)})


def texts_of_templates() -> Texts:
    """The words that the shipped templates name; those of Word are made by a tool."""
    tool = texts_of(ROOT / "tools" / "make_docx_templates.py")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.j2")]
    names = {
        name for text in sources for name in re.findall(r"(?:words|columns)\.(?:score_)?(\w+)", text)
    }
    inside = {name for text in tool.whole for name in re.findall(r"(?:words|columns)\.(\w+)", text)}
    groups = {"report.", "remind.", "column.", "score.head."}
    return Texts(tool.whole | names | inside, groups)


def test_every_word_is_used() -> None:
    """A key is written whole, or made up where its end is written, or by values of the model."""
    paths = [path for path in SOURCE.rglob("*.py") if "messages" not in path.parts]
    modules = {path: texts_of(path) for path in paths}
    written = set().union(*(module.whole for module in modules.values()))
    model = set().union(*(module.whole for path, module in modules.items() if "model" in path.parts))
    from_elsewhere = re.compile(
        r"(help|kind|asked|comparison|why|surplus|found|char|progress)\.|init\.review_|report\.kind\."
    )
    makers = [*modules.values(), texts_of_templates()]
    assert [
        key
        for key in VI.words
        if key not in written
        and not from_elsewhere.match(key)
        and not any(module.make(key, model) for module in makers)
    ] == []


def test_vietnamese_and_english_are_different_texts() -> None:
    same = {key for key in VI.words if VI.words[key] == EN.words[key]}
    assert not {key for key in same if re.search(r"[a-zA-Z]{4,}", re.sub(r"\{.*?\}", "", VI.words[key]))}


@pytest.mark.parametrize(
    ("key", "one", "many"),
    [
        ("units", "1 unit", "2 units"),
        ("goal.exceptions", "1 unit has a goal of its own", "2 units have goals of their own"),
        ("report.due_many", "1 item ends in the next period.", "2 items end in the next period."),
    ],
)
def test_what_is_counted_agrees_with_its_number(key: str, one: str, many: str) -> None:
    english = Wording("en")
    assert [english.word(key, count=count) for count in (1, 2)] == [one, many]
    assert english.word("units", count=1001) == "1,001 units"


def test_no_english_text_counts_without_regard_to_the_number() -> None:
    """`{count:figure}` is one figure or two figures; nothing else ends in an s behind a number."""
    nouns = "row|item|unit|period|figure|error|warning|task|day|month|point|cell|register|byte"
    texts = [*EN.words.values(), *("\n".join(entry) for entry in EN.codes.values())]
    assert not [text for text in texts if re.search(rf"\}} ({nouns})s\b", text)]


def test_a_brace_that_is_meant_is_shown_once() -> None:
    for language in LANGUAGES:
        for code in ("P231", "P616"):
            shown = render_code(code, Wording(language), Screen())
            assert shown is not None
            assert "{{" not in shown


def test_what_a_reader_of_forms_looks_for_is_what_forms_say() -> None:
    """Readers know no words of their own; what they look for in a form is written there by these."""
    for catalogue_ in (VI, EN):
        header = catalogue_.words["form.csv_header"].split("|")
        assert set(header[-2:]) <= set(SHOWN)
        assert catalogue_.words["form.sent"].rstrip(":") in SENT_LABELS
    assert len(SHOWN) == 4
    assert len(SENT_LABELS) == 2


def test_names_that_hold_commas_stand_between_semicolons() -> None:
    """Of numbers and names without one, commas are enough."""
    wording = Wording("vi")
    assert wording.value(("Tin, bài", "Hồ sơ")) == "Tin, bài; Hồ sơ"
    assert wording.value(("Tin bài", "Hồ sơ")) == "Tin bài, Hồ sơ"
