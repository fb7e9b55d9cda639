"""The periodic report: what changed, what is linked, what stays inert, what a template may do."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from markdown_it import MarkdownIt

from cchc_cli.judging.changes import background, tracker
from cchc_cli.model.history import Background, Turn
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Sending
from cchc_cli.reading.figures.evidence import named_path
from cchc_cli.render.check.table import render_table_workbook
from cchc_cli.render.document.charts import section_charts
from cchc_cli.render.document.context import report_context
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.links import link
from cchc_cli.render.document.model import ReportModel, SpanName
from cchc_cli.render.document.notice import notice_context, notices, render_notice
from cchc_cli.render.document.template import TemplateFault, render_template
from cchc_cli.render.document.trend import render_trend, render_trend_markdown
from cchc_cli.render.markdown_text import escape
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from support import TWO_UNITS, result_of
from test_cli import cchc

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = (ROOT / "templates/report.md.j2").read_text(encoding="utf-8")

PLAN = (
    TWO_UNITS
    + """indicators:
  - {id: bai, name: Tin bài, kind: count, measure: bài}
  - {id: chung, name: Văn bản, kind: count}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    owners: [b]
    targets:
      - {id: bai, indicator: bai, at_least: 12, each: tat-ca}
      - {id: chung, indicator: chung, at_least: 12}
"""
)


def figures(*rows: str) -> str:
    return "period,unit,indicator,value,evidence,note\n" + "".join(f"{row}\n" for row in rows)


def monthly(unit: str, indicator: str, *values: int) -> list[str]:
    return [f"2022-{m:02d},{unit},{indicator},{v},," for m, v in enumerate(values, 1)]


def model_of(result: Result, span: SpanName = SpanName.MONTH) -> ReportModel:
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    around = background(result.plan, result.figures, result.verdicts, result.as_of, span.stride)
    return report_model(result, around, span)


def markdown_of(result: Result, language: str = "vi") -> str:
    text = render_template(TEMPLATE, report_context(model_of(result), Wording(language)))
    assert isinstance(text, str)
    return text


# By the month: what is asked is 1, 2, 3 … of 12. a: 0+2+0+0 = behind, fine, behind, behind.
A = monthly("a", "bai", 0, 2, 0, 0)
CHANGES = [
    ("2022-01", A, []),
    ("2022-02", A, [(Turn.RESOLVED, 1, "2022-01")]),
    ("2022-03", A, [(Turn.NEW, 1, "2022-03")]),
    ("2022-04", A, [(Turn.STILL, 2, "2022-03")]),
    ("2022-04", A[:3], [(Turn.UNDECIDED, 1, "2022-03")]),
]


@pytest.mark.parametrize(("as_of", "rows", "expected"), CHANGES)
def test_changes_since_the_month_before(
    as_of: str, rows: list[str], expected: list[tuple[Turn, int, str]]
) -> None:
    fine = [*monthly("b", "bai", 1, 1, 1, 1), *monthly("", "chung", 1, 1, 1, 1)]
    model = model_of(result_of(PLAN, figures(*rows, *fine), as_of))
    found = [
        (one.turn, one.run, Period.of_month(one.since).label)
        for one in model.changes
        if one.verdict.unit == "a"
    ]
    assert found == expected
    assert model.changes == tuple(one for one in model.changes if one.verdict.unit == "a")


def test_a_shortfall_whose_waiver_ends_is_not_new() -> None:
    waiver = "{unit: a, until: 2022-02, reason: Chuyển trụ sở, by: Giám đốc}"
    plan = PLAN.replace(
        "at_least: 12, each: tat-ca}", f"at_least: 12, each: tat-ca, waivers: [{waiver}]}}"
    )
    fine = [*monthly("b", "bai", 1, 1, 1), *monthly("", "chung", 1, 1, 1)]
    model = model_of(result_of(plan, figures(*monthly("a", "bai", 0, 0, 0), *fine), "2022-03"))
    (change,) = model.changes
    assert (change.turn, change.run, change.since % 12 + 1) == (Turn.STILL, 3, 1)


def test_a_quarter_is_compared_with_the_quarter_before() -> None:
    rows = [*monthly("a", "bai", 0, 2, 0, 0, 0, 0), *monthly("b", "bai", 1, 1, 1, 1, 1, 1)]
    rows += monthly("", "chung", *[1] * 6)
    model = model_of(result_of(PLAN, figures(*rows), "2022-06"), SpanName.QUARTER)
    assert [(one.turn, one.run) for one in model.changes] == [(Turn.STILL, 2)]
    assert (model.first_day.isoformat(), model.last_day.isoformat()) == ("2022-03-15", "2022-06-14")
    assert [due.period.last % 12 + 1 for due in model.due_figures if due.unit == "a"] == [7, 8, 9]


def test_track_names_the_month_when_it_turned() -> None:
    rows = [*A, *monthly("b", "bai", 1, 1, 1, 1), *monthly("", "chung", 1, 1, 1, 1)]
    result = result_of(PLAN, figures(*rows), "2022-04")
    assert result.plan is not None
    assert result.figures is not None
    follow = tracker(result.plan, result.figures, 2022 * 12 + 3)
    found = [follow(one) for one in result.verdicts]
    assert [one.turned and Period.of_month(one.turned).label for one in found] == [
        "2022-03",
        None,
        None,
    ]
    assert [str(point.status) for point in found[0].points] == [
        "behind",
        "on_track",
        "behind",
        "behind",
    ]


def test_department_figures_go_to_the_first_owner_and_fine_units_get_nothing() -> None:
    rows = [*monthly("a", "bai", 1, 1), *monthly("b", "bai", 1, 1), *monthly("", "chung", 0, 0)]
    found = notices(report_model(result_of(PLAN, figures(*rows), "2022-02"), Background()))
    assert [(one.unit, [row.verdict.target.id for row in one.rows]) for one in found.notices] == [
        ("b", ["chung"])
    ]


def test_missing_department_figures_go_to_the_first_owner() -> None:
    rows = [*monthly("a", "bai", 1, 1), *monthly("b", "bai", 1, 1)]
    found = notices(report_model(result_of(PLAN, figures(*rows), "2022-02"), Background()))
    (notice,) = found.notices
    assert notice.unit == "b"
    assert notice.sending is Sending.NOT_OWED
    assert [(one.indicator.id, one.unit, len(one.periods)) for one in notice.missing] == [
        ("chung", None, 2)
    ]


LINKS = [
    ("https://a.vn/x?y=1&z=2", "", "https://a.vn/x?y=1&z=2"),
    ("minh chứng/5.pdf", "so-lieu", "so-lieu/minh%20ch%E1%BB%A9ng/5.pdf"),
    ("../a.pdf", "", "../a.pdf"),
    ("a.pdf", None, None),
    ("12/SKHCN-VP", "", None),
    ("Báo cáo 45/BC-SKHCN", "", None),
    ("javascript:alert(1)", "", None),
    ("data:text/html,x.html", "", None),
    ("/etc/x.pdf", "", None),
    ("//evil.com/a.pdf", "", None),
    ("https://a.vn/](javascript:x)", "", None),
    ("https://a.vn/\u202e", "", None),
    ("a\\b.pdf", "", None),
]


@pytest.mark.parametrize(("text", "base", "expected"), LINKS)
def test_only_addresses_and_paths_are_linked(text: str, base: str | None, expected: str) -> None:
    assert link(text, base) == expected


HOSTILE = [
    "a | b || c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    '=HYPERLINK("http://evil.com")',
    "dòng 1\r\n\r\n# Tiêu đề\n\n- mục\n\n| a |\n| - |",
    "\x1b[31mđỏ\x07\u202egiả\u2028",
    "[x](javascript:alert(1)) ![y](http://evil.com/a.png) `code` http://evil.com www.evil.com",
    "\\| \\<b> &lt;b&gt; *a* _b_ ~~c~~ <!-- x",
    "x" * 10_000,
]


def hostile_result() -> Result:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    rows = [
        f"2022-{month:02d},a,bai,0,{quoted(text)},{quoted(text)}"
        for month, text in enumerate(HOSTILE, 1)
    ]
    plan = PLAN.replace("name: Tin bài", 'name: "Tin | <b>bài</b> {{ 7*7 }} `"')
    last = f"2022-12,b,bai,0,,{quoted(' '.join(HOSTILE))}"
    return result_of(plan, figures(*rows, last), "2022-12")


def html_of(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)


def test_hostile_figures_are_inert_in_markdown() -> None:
    text = markdown_of(hostile_result())
    html = html_of(text)
    assert "\x1b" not in text
    assert "\u202e" not in text
    allowed = {"h1", "h2", "h3", "p", "strong", "em", "ul", "li", "blockquote", "code", "a", "table"}
    allowed |= {"thead", "tbody", "tr", "th", "td"}
    assert set(re.findall(r"<(\w+)", html)) <= allowed - {"em", "a"}
    assert "{{ 7 * 7 }}" in html
    assert "{{ 7*7 }}" in html
    assert "&lt;script&gt;" in html
    assert max(len(line) for line in text.splitlines()) < 20_000
    headings = re.findall(r"<h[12]>(.*?)</h[12]>", html)
    assert "Tiêu đề" not in headings
    assert not re.search(r"(?<!\w)www\.|https?://", text)


@pytest.mark.parametrize("hostile", [False, True])
def test_every_table_is_well_formed(hostile: bool) -> None:
    plan = (ROOT / "plans/2022.yaml").read_text(encoding="utf-8")
    rows = (ROOT / "examples/2022/actuals.csv").read_text(encoding="utf-8")
    text = markdown_of(hostile_result() if hostile else result_of(plan, rows))
    html = html_of(text)
    written = len(re.findall(r"^\| -", text, re.MULTILINE))
    assert written == html.count("<table>") > 2
    for block in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        head = block.count("<th") - 1
        assert all(row.count("<td") == head for row in re.findall(r"<tr>.*?</tr>", block, re.DOTALL)[1:])
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(bars) == 1
    assert "|" not in re.sub(r"<td.*?</td>|<code>.*?</code>|<th.*?</th>", "", html) or hostile


def test_hostile_names_are_inert_in_charts() -> None:
    import xml.etree.ElementTree as ET

    for name, svg in section_charts(model_of(hostile_result()), Wording("vi")).values():
        assert re.fullmatch(r"[0-9]{2}-[A-Za-z0-9.-]+\.svg", name)
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
        assert tags <= {"svg", "g", "title", "rect", "text", "line"}


TEMPLATES = [
    ("a\n{{ b }}", 2, "'b' is undefined"),
    ("a\n{% for x in y %}", 2, "endfor"),
    ("{{ words.__class__ }}", 1, "unsafe"),
    ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
    ("\n{% include 'x' %}", 2, "loader"),
    ("{{ 'a' * 99999999999 }}", 1, "200000000"),
    ("{{ 1 // 0 }}", 1, "zero"),
    ("{{ words.clear() }}", 1, "unsafe"),
]


@pytest.mark.parametrize(("template", "line", "problem"), TEMPLATES)
def test_faults_of_a_template_are_told_at_their_line(template: str, line: int, problem: str) -> None:
    fault = render_template(template, {"words": {"a": "b"}})
    assert isinstance(fault, TemplateFault)
    assert fault.line == line
    assert problem in fault.problem


def test_corrections_of_closed_periods_have_a_chapter_only_where_there_are_any(folder: Path) -> None:
    assert "đã chốt" not in cchc("report", "so.csv", cwd=folder).stdout
    closed = cchc("close", "2022-01", "so.csv", cwd=folder)
    assert closed.returncode == 0, closed.stderr
    figures_file = folder / "so.csv"
    text = figures_file.read_text(encoding="utf-8")
    figures_file.write_text(text.replace("2022-01,b,bai,1", "2022-01,b,bai,4"), encoding="utf-8")
    assert "## Phụ lục I. Số liệu kỳ đã chốt được sửa" in cchc("report", "so.csv", cwd=folder).stdout
    cchc("close", "2022-01", "so.csv", "--amend", "--reason", "đếm | nhầm", cwd=folder)
    amended = cchc("report", "so.csv", cwd=folder).stdout
    assert "| tháng 1/2022 | 1 | 4 | đếm \\| nhầm |" in amended


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    rows = [*monthly("a", "bai", 0, 0), *monthly("b", "bai", 1, 1), *monthly("", "chung", 1, 1)]
    (tmp_path / "so.csv").write_text(figures(*rows), encoding="utf-8")
    return tmp_path


def test_report_links_charts_beside_it(folder: Path) -> None:
    files = ("-o", "ra/báo cáo.md", "--assets", "ra/hình")
    done = cchc("report", "so.csv", "--full", *files, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "Đã ghi ra/báo cáo.md.\nTiếp theo: cchc remind so.csv  — lập thông báo đôn đốc từng đơn vị\n"
    )
    text = (folder / "ra" / "báo cáo.md").read_text(encoding="utf-8")
    assert "](<h%C3%ACnh/01-I.svg>)" in text
    assert (folder / "ra" / "hình" / "01-I.svg").is_file()


EXCEPTED = PLAN.replace(
    "{id: bai, indicator: bai, at_least: 12, each: tat-ca}",
    "{id: bai, indicator: bai, at_least: 24, each: tat-ca, except: {a: 12}}",
)


def test_a_target_is_headed_by_its_goal_and_its_exceptions() -> None:
    rows = [*monthly("a", "bai", 1), *monthly("b", "bai", 1), *monthly("", "chung", 1)]
    result = result_of(EXCEPTED, figures(*rows), "2022-01")
    assert result.plan is not None
    assert result.figures is not None
    pages = report_context(model_of(result), Wording("vi"))
    assert pages["heat"]["rows"][0]["name"] == "Tin bài (≥ 24; Phòng A: ≥ 12)"
    (section,) = pages["sections"]
    assert next(iter(section["tasks"][0]["targets"]))["goal"] == "≥ 24 bài; Phòng A: ≥ 12 bài"
    follow = tracker(result.plan, result.figures, 2022 * 12)
    found = [follow(one) for one in result.verdicts]
    text = render_trend(result, found, Wording("vi"), Screen())
    assert "Tin bài (bài; ≥ 24; Phòng A: ≥ 12; bai)" in text
    assert "Phòng A: ▁ 1 / ≥ 12; " in text
    assert "Phòng B: ▁ 1; " in text
    many = EXCEPTED.replace(
        "units:\n", "units:\n" + "".join(f"  - {{id: u{n}, name: U{n}}}\n" for n in range(14))
    )
    many = many.replace("[a, b]", "[a, b, " + ", ".join(f"u{n}" for n in range(14)) + "]")
    text = markdown_of(result_of(many, figures(*rows), "2022-01"))
    assert "| I | Tin bài (≥ 24 bài; Phòng A: ≥ 12 bài) | 16 đơn vị | " in text


def test_what_is_not_reported_is_not_called_undone() -> None:
    plan = PLAN.replace(
        "{id: chung, name: Văn bản, kind: count}", "{id: chung, name: Đề án, kind: milestone}"
    )
    plan = plan.replace(
        "{id: chung, indicator: chung, at_least: 12}",
        "{id: chung, indicator: chung, at_least: 1, each: tat-ca}",
    )
    result = result_of(plan, figures("2022-01,a,bai,1,,", "2022-01,b,bai,1,,"), "2022-01")
    assert result.plan is not None
    assert result.figures is not None
    follow = tracker(result.plan, result.figures, 2022 * 12)
    found = [follow(one) for one in result.verdicts]
    for text in (
        render_trend(result, found, Wording("vi"), Screen()),
        render_trend_markdown(result, found, Wording("vi")),
    ):
        assert "Đề án" in text
        assert "chưa hoàn thành" not in text


def test_evidence_is_linked_from_the_file_that_names_it(folder: Path) -> None:
    for name in ("x", "y"):
        (folder / name).mkdir()
        unit = "a" if name == "x" else "b"
        rows = figures(*(f"2022-0{month},{unit},bai,1,mc.pdf," for month in (1, 2)))
        (folder / name / "so.csv").write_text(rows, encoding="utf-8")
    done = cchc("report", "x/so.csv", "y/so.csv", "-o", "r.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "r.html").read_text(encoding="utf-8")
    for name in ("x", "y"):
        linked = re.findall(rf'href="{name}/mc.pdf"', page)
        assert len(linked) == 2, "in the figures of the verdict"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. Bài", "1\\. Bài"),
        ("12) Bài", "12\\) Bài"),
        ("_www.e.vn", "\\_www\\.e.vn"),
        ("Nghị định 1.2", "Nghị định 1.2"),
    ],
)
def test_what_would_be_a_list_or_a_link_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("a.pdf", True),
        ("../minh-chung/a.pdf", True),
        ("../../a.pdf", True),
        ("../../../a.pdf", False),
        ("a/../../../../b.pdf", False),
        ("/etc/a.pdf", False),
        ("//may-chu/a.pdf", False),
        ("C:/a.pdf", False),
    ],
)
def test_only_paths_near_the_figures_are_looked_for_and_linked(path: str, near: bool) -> None:
    assert (named_path(path) is not None) is near
    assert (link(path) is not None) is near
    assert (named_path(path.replace("/", "\\")) is not None) is near


def test_missing_figures_are_not_painted_as_fine() -> None:
    units = [f"u{n}" for n in range(14)]
    plan = PLAN.replace(
        "  - {id: a, name", "".join(f"  - {{id: {u}, name: {u}}}\n" for u in units) + "  - {id: a, name"
    )
    plan = plan.replace("[a, b]", f"[{', '.join(units)}]")
    result = result_of(plan, figures("2022-01,u0,bai,12,,", "2022-01,,chung,12,,"), "2022-03")
    (_, svg), *_ = section_charts(model_of(result), Wording("vi")).values()
    (colour,) = re.findall(r'fill="(#[0-9a-f]{6})">chưa đủ số liệu', svg)
    assert colour != "#1a7f37"


def test_report_is_the_same_on_another_day_and_in_another_place(folder: Path) -> None:
    first = cchc("report", "so.csv", cwd=folder, TZ="Asia/Ho_Chi_Minh", LC_ALL="C")
    second = cchc(
        "report", "so.csv", cwd=folder, TZ="America/Lima", LC_ALL="C.UTF-8", PYTHONHASHSEED="7"
    )
    assert first.stdout == second.stdout != ""


def test_span_must_end_with_the_month(folder: Path) -> None:
    done = cchc("report", "so.csv", "--span", "quarter", cwd=folder)
    assert done.returncode == 2
    assert "V131" in done.stderr
    assert "--as-of 2022-03" in done.stderr


def test_own_template_and_its_faults(folder: Path) -> None:
    (folder / "mau.j2").write_text("{{ period.label }}\n{{ nope }}\n", encoding="utf-8")
    done = cchc("report", "so.csv", "--template", "mau.j2", "-o", "x.md", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("mau.j2:2: lỗi V133")
    assert not (folder / "x.md").exists()
    dumped = cchc("report", "--dump-template", cwd=folder)
    assert dumped.stdout == TEMPLATE


def test_remind_writes_to_those_behind_only(folder: Path) -> None:
    done = cchc("remind", "so.csv", cwd=folder)
    assert done.returncode == 0
    assert [path.name for path in (folder / "don-doc-2022-02").iterdir()] == ["don-doc-a.md"]
    assert "Không phải đôn đốc: Phòng B." in done.stdout
    text = (folder / "don-doc-2022-02" / "don-doc-a.md").read_text(encoding="utf-8")
    assert "Kính gửi: Thủ trưởng Phòng A" in text
    assert "| Tin bài | ≥ 12 | 0 | 12 | 14/12/2022 | chậm so với tiến độ bình quân |" in text
    assert "chậm nhất ngày 19/3/2022" in text
    assert "Phòng B" not in text
    fine = cchc("remind", "so.csv", "--unit", "b", "-o", "khac", cwd=folder)
    assert (fine.returncode, (folder / "khac").exists()) == (0, False)
    assert "không có nội dung nào phải đôn đốc" in fine.stdout


def test_remind_warns_of_notices_of_an_earlier_run(folder: Path) -> None:
    (folder / "ra").mkdir()
    (folder / "ra" / "don-doc-b.md").write_text("cũ", encoding="utf-8")
    done = cchc("remind", "so.csv", "-o", "ra", "--reply-by", "2022-02-25", cwd=folder)
    assert "V135" in done.stderr
    assert (folder / "ra" / "don-doc-b.md").read_text(encoding="utf-8") == "cũ"
    assert "25/02/2022" in (folder / "ra" / "don-doc-a.md").read_text(encoding="utf-8")
    assert cchc("remind", "so.csv", "--reply-by", "mai", cwd=folder).returncode == 2


def test_trend_in_every_format(folder: Path) -> None:
    shown = cchc("trend", "so.csv", "--unit", "a", cwd=folder)
    assert "Phòng A: ▁▁ 0; chậm tiến độ; tiến độ ▁▂ 2; dự báo đến hạn đạt 0" in shown.stdout
    assert '"turned": null' in cchc("trend", "so.csv", "--format", "json", cwd=folder).stdout
    assert cchc("trend", "so.csv", "-o", "t.md", cwd=folder).returncode == 0
    assert "| Tin bài | Phòng A | ▁▁ |" in (folder / "t.md").read_text(encoding="utf-8")


def test_every_variable_of_a_template_is_documented() -> None:
    rows = [*monthly("a", "bai", 0, 0), *monthly("b", "bai", 1, 1), *monthly("", "chung", 1, 1)]
    model = model_of(result_of(PLAN, figures(*rows), "2022-02"))
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    tables = re.findall(r"\| variable of .*?(?=\n\n|\Z)", page, re.DOTALL)
    (notice,) = notices(model).notices
    contexts = [
        report_context(model, Wording("vi")),
        notice_context(notice, model, model.last_day, Wording("vi")),
    ]
    for table, context in zip(tables, contexts, strict=True):
        cells = [line.split("|")[1] for line in table.splitlines()[2:]]
        assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(context)


def test_a_mistyped_folder_is_not_made(folder: Path) -> None:
    done = cchc("report", "so.csv", "-o", "ngoai/x.md", cwd=folder)
    assert done.returncode == 2
    assert "V306" in done.stderr
    assert not (folder / "ngoai").exists()


def test_hostile_names_are_inert_in_notices_and_trends() -> None:
    result = hostile_result()
    assert result.plan is not None
    assert result.figures is not None
    model = report_model(result, Background())
    template = (ROOT / "templates/notice.md.j2").read_text(encoding="utf-8")
    texts = [
        render_notice(notice, model, model.last_day, Wording("vi"), template)
        for notice in notices(model).notices
    ]
    follow = tracker(result.plan, result.figures, model.as_of)
    found = [follow(one) for one in result.verdicts]
    texts.append(render_trend_markdown(result, found, Wording("vi")))
    assert len(texts) == 3
    for text in texts:
        assert isinstance(text, str)
        html = html_of(text)
        assert "&lt;b&gt;bài&lt;/b&gt; {{ 7*7 }}" in html
        assert "<b>" not in html
        assert html.count("<table>") == len(re.findall(r"^\| -", text, re.MULTILINE)) <= 1


def test_a_unit_without_verdicts_gets_a_sentence(folder: Path) -> None:
    plan = folder / "plans" / "thu.yaml"
    added = PLAN.replace("units:\n", "units:\n  - {id: z, name: Phòng Z}\n", 1)
    assert added != PLAN
    plan.write_text(added, encoding="utf-8")
    sentence = "Phòng Z không có kết luận nào"
    for command in (["report"], ["trend"], ["trend", "--format", "markdown"], ["check"]):
        done = cchc(*command, "so.csv", "--unit", "z", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert sentence in done.stdout, command


def test_day_of_reply_may_be_written_day_first(folder: Path) -> None:
    done = cchc("remind", "so.csv", "-o", "ra", "--reply-by", "5/3/2022", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "chậm nhất ngày 05/3/2022" in (folder / "ra" / "don-doc-a.md").read_text(encoding="utf-8")
    assert "V136" in cchc("remind", "so.csv", "--reply-by", "31/2/2022", cwd=folder).stderr


def test_a_long_span_counts_the_units_that_sent_all_of_it() -> None:
    rows = [*monthly("a", "bai", 1, 1), *monthly("b", "bai", 1, 1, 1), *monthly("", "chung", 1, 1, 1)]
    model = model_of(result_of(PLAN, figures(*rows), "2022-03"), SpanName.QUARTER)
    assert model.sending == (1, 1, 0, 0)
    context = report_context(model, Wording("vi"))
    assert context["sent"] == "1/2 đơn vị phải gửi đã gửi đủ, 1 đơn vị gửi một phần"


def test_annex_has_a_later_figure_that_a_verdict_rests_on() -> None:
    plan = PLAN.replace("name: Văn bản, kind: count}", "name: Đề án, kind: milestone}")
    plan = plan.replace("indicator: chung, at_least: 12", "indicator: chung, at_least: 1")
    rows = [*monthly("a", "bai", 1, 1), *monthly("b", "bai", 1, 1)]
    rows.append("2022-03,,chung,10/2/2022,Quyết định 12,")
    result = result_of(plan, figures(*rows), "2022-02")
    (verdict,) = (one for one in result.verdicts if one.indicator.id == "chung")
    assert str(verdict.status) == "met"
    book = openpyxl.load_workbook(BytesIO(render_table_workbook(result, Wording("vi"))))
    cells = [[cell.value for cell in row] for row in book["Số liệu"].iter_rows(min_row=2)]
    assert [row for row in cells if "Quyết định 12" in row]


def test_number_of_the_plan_is_cited_with_its_day() -> None:
    plan = PLAN.replace(
        "title: Kế hoạch thử\n", "title: Kế hoạch thử\nnumber: 12/KH-SKHCN\nissued: 2022-01-05\n"
    )
    result = result_of(plan, figures(*monthly("a", "bai", 0), *monthly("b", "bai", 0)), "2022-01")
    model = model_of(result)
    pages = report_context(model, Wording("vi"))
    cited = "Kế hoạch thử số 12/KH-SKHCN ngày 05/01/2022"
    assert pages["words"]["opening"].startswith(f"Thực hiện {cited}, ")
    notice, *_ = notices(model).notices
    context = notice_context(notice, model, model.last_day, Wording("vi"))
    contexts = (pages, context)
    assert {made["plan"]["number"] for made in contexts} == {"12/KH-SKHCN"}
    assert {made["plan"]["citation"] for made in contexts} == {cited}
    assert context["words"]["basis"].startswith(f"Căn cứ {cited} và số liệu")


def test_without_an_earlier_period_nothing_is_compared() -> None:
    rows = [*monthly("a", "bai", 1, 1), *monthly("b", "bai", 1, 1), *monthly("", "chung", 1, 1)]
    first = markdown_of(result_of(PLAN, figures(*rows), "2022-01"))
    assert "Kế hoạch chưa có kỳ trước để so sánh." in first
    second = markdown_of(result_of(PLAN, figures(*rows), "2022-02"))
    assert "Kỳ trước và kỳ này đều không có nội dung nào không đạt hoặc chậm." in second


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Cơ chế một cửa", "của Chính phủ về cơ chế một cửa."),
        ("Về kiểm soát thủ tục", "của Chính phủ về kiểm soát thủ tục."),
        ("Quy định chi tiết", "của Chính phủ quy định chi tiết."),
        ("UBND cấp xã", "của Chính phủ về UBND cấp xã."),
    ],
)
def test_a_legal_basis_is_a_sentence(title: str, said: str) -> None:
    reference = (
        f'references:\n  - {{id: r, number: 61/2018/NĐ-CP, issuer: Chính phủ, title: "{title}"}}\n'
    )
    plan = EXCEPTED.replace("units:\n", f"{reference}units:\n", 1)
    plan = plan.replace("    owners:", "    references: [r]\n    owners:", 1)
    result = result_of(plan, figures(*monthly("a", "bai", 1)), "2022-01")
    context = report_context(model_of(result), Wording("vi"))
    assert [text for text in context["references"] if text.endswith(said)], context["references"]
