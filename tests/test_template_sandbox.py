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
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_STEPS", 200_000)


LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}"
NS = "{% set ns = namespace(x=2, l=[1], s='abc') %}{% for i in range(99) %}"


@pytest.mark.parametrize(
    "template",
    [
        LOOP + "{% endfor %}{% endfor %}",
        "{% for i in range(3000) %}" + "{{ nothing }}" * 2000 + "{% endfor %}",
        LOOP + "{% if j %}{% endif %}{% endfor %}{% endfor %}",
        LOOP.replace("range(99999) %}{% for j", "range(9) if i %}{% for j") * 8 + "{% endfor %}" * 16,
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% block b %}{{ self.b() }}{{ self.b() }}{% endblock %}",
        "{% for i in range(99999) %}{% set a = range(99999) | list %}{% endfor %}",
        "{% for i in range(99999) %}{% set a = range(99999) | map('string') | list %}{% endfor %}",
        "{% for i in range(99999) %}{% set a = 'x' in range(99999) | list %}{% endfor %}",
        "{% set x = 'f' * 9999999 %}{% for i in range(99999) %}{% set a = x is lower %}{% endfor %}",
        "{% set x = 'f' * 9999999 %}{% for i in range(99999) %}{% set a = x[1:] == x %}{% endfor %}",
        "{% for i in [1, [1]] * 50 recursive %}{{ loop([1, [1]] * 50) }}{% endfor %}",
    ],
)
def test_work_comes_to_an_end(template: str, few_steps: None) -> None:
    fault_of(template)


@pytest.mark.parametrize(
    "template",
    [
        NS + "{% set ns.x = ns.x * ns.x %}{% endfor %}",
        NS + "{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        NS + "{% set ns.s = ns.s + ns.s %}{% endfor %}",
        NS + "{% set ns.l = ns.l + ns.l %}{% endfor %}",
        NS + "{% set ns.s = [ns.s, ns.s] | join %}{% endfor %}",
        NS + "{% set ns.s = ns.s | replace('a', 'aaaaaaaaaa') %}{% endfor %}",
        NS + "{% set y %}{{ ns.s }}{{ ns.s }}{% endset %}{% set ns.s = y %}{% endfor %}",
        NS + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
        NS + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | string }}",
        NS + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l == [ns.l[0], ns.l[1]] }}",
        NS + "{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ {ns.l: 1} }}",
        NS + "{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ words[ns.l] }}",
        NS + "{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ words.get(ns.l) }}",
        NS + "{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ [ns.l, ns.l] | unique | list }}",
        NS + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l in [ns.l] }}",
        NS + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ [ns.l] | select('==', ns.l) | list }}",
        "{{ 'a' | center(3000000000) }}",
        "{{ 'a'.ljust(3000000000) }}",
        "{{ 'a'.center(3000000000) }}",
        "{{ '1'.zfill(3000000000) }}",
        "{{ '\\t'.expandtabs(3000000000) }}",
        "{{ '{:3000000000}'.format(1) }}",
        "{{ '{x:3000000000}'.format_map({'x': 1}) }}",
        "{{ '%3000000000d' | format(1) }}",
        "{{ '%3000000000d' % 1 }}",
        "{{ 'a' | indent(3000000000) }}",
        "{{ 'a' | indent(3000000000, true) }}",
        "{{ rows | batch(3000000000, 'x') | list }}",
        "{{ rows | slice(3000000000) | list }}",
        "{{ 1.5 | round(3000000000, 'ceil') }}",
        "{{ [1] * 3000000000 }}",
        "{{ 2 ** 3000000000 }}",
        "{{ 'a' * 3000000000 }}",
        "{{ 3000000000 * 'a' }}",
        "{{ range(3000000000) | list }}",
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
        ("a\n" + "{% for i in rows %}" * 21 + "{% endfor %}" * 21, 2),
        ("a\n" + "{% if rows %}\n" * 110 + "{% endif %}" * 110, None),
        ("a\n{{ range(a=1, a=2) }}", 2),
        ('a\n{{ "x" | truncate(1, true, "....") }}', 2),
        ("a\n{{ 1e999999 | int }}", 2),
        ('a\n{{ "\\ud800" }}', 2),
        ("a\n{{ " + "9" * 5000 + " }}", None),
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
