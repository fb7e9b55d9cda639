"""What templates of users may do: they come to an end, and whatever is wrong with them is told."""

from __future__ import annotations

import pytest

from cchc_cli.render.document import sandbox
from cchc_cli.render.document.template import TemplateFault, render_template

CONTEXT = {
    "words": {"title": "Tên", "parts": ["b", "a"]},
    "rows": [{"n": 2, "s": "hai"}, {"n": 1, "s": "một"}],
    "empty": [],
    "nothing": "",
}


def fault_of(template: str) -> TemplateFault:
    fault = render_template(template, CONTEXT)
    assert isinstance(fault, TemplateFault), fault[:200]
    return fault


@pytest.fixture
def few_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CHARACTERS", 100_000)


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(9999) %}{{ 'x' * 20 }}{% endfor %}",
        "{% macro f() %}{% for i in range(9999) %}{{ 'x' * 20 }}{% endfor %}{% endmacro %}{{ f() }}",
        "{% set a %}{% for i in range(99999) %}ab{% endfor %}{% endset %}",
        "{{ range(3000000000) | list }}",
    ],
)
def test_what_a_template_puts_out_is_bounded(template: str, few_characters: None) -> None:
    fault_of(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ [1] * 3000000000 }}",
        "{{ 'a' * 3000000000 }}",
        "{{ 3000000000 * 'a' }}",
        "{{ 2 ** 3000000000 }}",
        "{{ 2 ** -3000000000 }}",
        "{{ rows * 3000000000 }}",
    ],
)
def test_little_does_not_become_much(template: str) -> None:
    fault_of(template)


@pytest.mark.parametrize(
    "template",
    [
        '{{ ("{0.__init__.__globals__[os].environ}"|attr("format"))(cycler) }}',
        '{{ "{0.__class__}".format(words) }}',
        '{{ ["{0.__class__}"] | map("format", words) | list }}',
        "{{ words | attr('__class__') }}",
        "{{ rows | map(attribute='__class__') | list | join }}",
        "{{ range.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ self.__init__ }}",
    ],
)
def test_the_sandbox_can_not_be_left(template: str) -> None:
    fault_of(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ lipsum() }}",
        "{{ rows | random }}",
        "{{ range }}",
        "{{ rows | map('upper') }}",
        "{{ cycler }}",
    ],
)
def test_what_would_not_be_the_same_each_time_is_refused(template: str) -> None:
    fault_of("a\n" + template)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("a\n" + "{% for i in rows %}" * 21 + "{% endfor %}" * 21, None),
        ("a\n{% if rows %}", 2),
        ("a\n\n{{ nobody }}", 3),
        ("a\n{{ words.nobody.name }}", 2),
        ('a\n{{ "x" | truncate(1, true, "....") }}', 2),
        ("a\n{{ 1e999999 | int }}", 2),
        ("a\n{{ " + "(" * 3000 + ")" * 3000 + " }}", None),
        ("a\n{{ rows }}", 2),
    ],
)
def test_what_python_makes_of_a_template_is_its_fault(template: str, line: int | None) -> None:
    fault = fault_of(template)
    assert fault.line == line or (line is None and fault.line != 1)
    assert fault.problem


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{{ words.title | upper }} {{ words.title[:1] }} {{ words.title.lower() }}", "TÊN T tên"),
        ("{{ rows | sort(attribute='n') | map(attribute='s') | join('; ') }}", "một; hai"),
        ("{{ rows | selectattr('s', 'equalto', 'hai') | list | length }}", "1"),
        ("{% for k, v in words.items() %}{{ loop.index }}{{ k }} {% endfor %}", "1title 2parts"),
        ("{% for g in rows | groupby('n') %}{{ g.grouper }}{% endfor %}", "12"),
        ("{% if empty == [] and 'a' in words.parts and rows != [] %}có{% endif %}", "có"),
        ("{{ nobody | default('không') }} {{ nobody is defined }}", "không False"),
        (
            (
                "{% set n = namespace(a=0) %}{% for r in rows %}{% set n.a = n.a + r.n %}"
                "{% endfor %}{{ n.a }}"
            ),
            "3",
        ),
        ("{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f(1) ~ f('b') }}", "<1><b>"),
        (
            "{{ 7 // 2 }} {{ 7 % 2 }} {{ 7 / 2 }} {{ 'ab' * 2 }} {{ 3.14159 | round(2) }}",
            "3 1 3.5 abab 3.14",
        ),
        ("{% for r in rows | batch(2, '') %}{{ r | length }}{% endfor %}", "2"),
        ("{{ 'a-b' | replace('-', '+') }} {{ words['parts'] | first }} {{ rows[0].s }}", "a+b b hai"),
    ],
)
def test_what_templates_use_works(template: str, made: str) -> None:
    assert render_template(template, CONTEXT) == made + "\n"
