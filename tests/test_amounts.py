"""Numbers as they are printed: exact, and never rounded across a goal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.render.amounts import printable, rounded
from cchc_cli.render.check.json import encode
from cchc_cli.render.markdown_text import escape
from cchc_cli.render.wording import Wording, visible


@pytest.mark.parametrize(
    ("numerator", "denominator", "goal", "shown"),
    [
        (8, 14, 60, "57.1"),
        (1, 2, 60, "50"),
        (2999, 5000, 60, "59.98"),
        (59999, 100000, 60, "59.999"),
        (355, 356, 100, "99.7"),
        (9999, 10000, 100, "99.99"),
        (6004, 10000, 60, "60.04"),
        (1, 3, 60, "33.3"),
        (3, 5, 60, "60"),
        (0, 7, 60, "0"),
    ],
)
def test_percentage(numerator: int, denominator: int, goal: int, shown: str) -> None:
    assert str(rounded(Fraction(100 * numerator, denominator), [Fraction(goal)])) == shown


@given(
    st.integers(0, 10**9),
    st.integers(1, 10**9),
    st.decimals(0, 100, places=3, allow_nan=False),
)
def test_a_percentage_stays_on_its_side_of_the_goal(part: int, whole: int, goal: Decimal) -> None:
    value, bar = Fraction(100 * part, whole), Fraction(goal)
    shown = Fraction(rounded(value, [bar]))
    assert (shown < bar, shown == bar, shown > bar) == (value < bar, value == bar, value > bar)
    assert abs(shown - value) <= Fraction(1, 20)


@given(st.decimals(0, 10**15, places=4, allow_nan=False))
def test_a_figure_is_printed_as_it_was_written(value: Decimal) -> None:
    assert printable(Fraction(value)) == value


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (Decimal(1234567), "1.234.567", "1,234,567"),
        (Decimal("0.05"), "0,05", "0.05"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (0, "0", "0"),
    ],
)
def test_numbers_in_both_languages(value: Decimal, vietnamese: str, english: str) -> None:
    assert Wording("vi").number(value) == vietnamese
    assert Wording("en").number(value) == english


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.decimals(-(10**20), 10**20, places=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_json_reads_back(value: object) -> None:
    import json

    text = encode(value)
    assert json.loads(text, parse_float=Decimal) == value


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mđỏ", "<U+001B>[31mđỏ"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\r\nb\tc", "a b c"),
        ("hòa", "hòa"),
    ],
)
def test_nothing_foreign_acts_on_a_terminal(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<script>", r"\<script\>"),
        ("**x** [y](z) `w`", r"\*\*x\*\* \[y\](z) \`w\`"),
        ("# x\n- y", r"\# x - y"),
        ("Phòng HC - TH (1)", "Phòng HC - TH (1)"),
    ],
)
def test_nothing_foreign_acts_in_markdown(raw: str, shown: str) -> None:
    assert escape(raw) == shown
