"""Goals, scopes and keys as plans write them: what is taken, and what is refused at its place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc_cli.model.asked import asked_of
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.kind import Comparison, Kind
from cchc_cli.render.wording import Wording
from cchc_cli.run.periods import asked_period, no_such_month
from test_plan_reading import Fault, changed, faults, planned, read, target

MORE = """  - {id: khi, name: Khi có, kind: count, every: on_demand}
  - {id: tb, name: Số ngày bình quân, kind: average, numerator: tien, denominator: tong}
  - {id: du, name: Chênh lệch, kind: level, signed: true}
  - {id: chi, name: Chi so dự toán, kind: ratio, numerator: tien, denominator: tong, bounded: false}"""
"""In place of line 26: three lines more, so that a target's lines start at 38."""
UNITS = """  - {id: hoa, name: Trung tâm Hòa Bình}
  - {id: cu, name: Phòng Cũ, to: 2022-03, successor: [tdc, qlcn]}"""


def goal(*keys: str, edits: dict[int, str] | None = None) -> str:
    """The base plan with these lines, from 38 on at column 9, as its only target."""
    return target(*keys, edits={26: MORE} | (edits or {}))


def indicator(text: str) -> str:
    """The base plan with one indicator more, at line 27."""
    return changed({26: f"  - {{id: khi, name: Khi có, kind: count, every: on_demand}}\n  - {text}"})


TAKEN = [
    # Bounds
    goal("indicator: muc", "above: 60%"),
    goal("indicator: ton", "below: 5", "pace: final", "due: 2022-Q2"),
    goal("indicator: ton", "at_most: 50", "pace: {2022-Q1: 80, 2022-H1: 60}"),
    goal("indicator: ty-le", "at_least: 40%", "below: 60%"),
    goal("indicator: muc", "at_least: 60%", "at_most: 60%", "pace: final"),
    goal("indicator: tb", "at_most: 3.5"),
    goal("indicator: chi", "at_most: 105%"),
    goal("indicator: chi", "exactly: 250%"),
    goal("indicator: du", "at_least: 0"),
    goal("indicator: du", "at_least: -5"),
    goal("indicator: du", "below: 0"),
    goal("indicator: tin", "at_most: 12", "due: 2022-06"),
    goal("indicator: khi", "at_least: 5", "pace: {2022-06: 2}"),
    # Changes from a baseline
    goal("indicator: tin", "at_least: +10%", "baseline: 120"),
    goal("indicator: tin", 'at_least: "+5"', "baseline: 120", "pace: {2022-06: +2}"),
    goal("indicator: tin", "at_most: -10%", "each: phong", "baseline: {tdc: 100, qlcn: 50}"),
    goal("indicator: tin", "at_least: 130", "baseline: 120"),
    goal("indicator: ty-le", "at_least: +5", "baseline: 40%"),
    goal("indicator: muc", "at_least: +10%", "baseline: 40%"),
    goal("indicator: du", "at_least: -5", "baseline: -10"),
    goal("indicator: tin", "at_least: +10%", "each: phong", "baseline: 120", "except: {tdc: +5}"),
    goal("indicator: ton", "at_most: 0.500", "pace: {2022-03: 1.125}"),
    goal("indicator: tin", "at_least: +10%", "baseline: 1200.5"),
    goal("indicator: tin", "exactly: +2", "baseline: 15", "pace: {2022-06: -10%}"),
    goal("indicator: muc", "above: +10%", "below: +5", "baseline: 40%"),
    goal(
        *("indicator: muc", "above: +10%", "below: +5", "each: qlcn", "baseline: {qlcn: 90%}"),
        "except: {qlcn: {above: -2, below: +2}}",
    ),
    # Each period
    goal("indicator: tin", "at_least: 1", "per: period"),
    goal("indicator: ton", "at_least: 1", "at_most: 9", "per: period", "over: phong"),
    # Scopes
    goal("indicator: tin", "at_least: 1", "each: [tdc, hoa]"),
    goal("indicator: tin", "at_least: 1", "over: [phong, hoa]"),
    goal("indicator: tin", "at_least: 1", "each: owners"),
    goal("indicator: tb", "at_most: 3", "over: phong"),
    # Exceptions
    goal("indicator: tin", "at_least: 9", "each: phong", "except: {tdc: {pace: final}}"),
    goal("indicator: tin", "at_least: 9", "each: phong", "except: {tdc: {at_most: 3, due: 2022-06}}"),
    goal("indicator: ton", "at_least: 9", "each: phong", "except: {tdc: {above: 1, below: 4}}"),
    goal("indicator: moc", "at_least: 1", "each: phong", "except: {tdc: {due: 2022-05-20}}"),
    # Milestones of several units
    goal("indicator: moc", "at_least: 60%", "over: phong"),
    goal("indicator: moc", "at_most: 1", "over: phong"),
    goal("indicator: moc", "exactly: 2", "over: tat-ca", "pace: {2022-06: 1}"),
    goal("indicator: moc", "at_least: 1", "due: 2022-06-15"),
    # Units
    changed({10: UNITS}),
    changed(
        {10: UNITS.replace("Phòng Cũ", "Phòng mới") + "\n  - {id: m, name: Phòng Mới, from: 2022-04}"}
    ),
    # Keys of the plan
    changed({3: "title: a\nencoding: Windows-1258\nsubject: cải cách hành chính"}),
    changed({3: "title: a\ndefaults: {fail_on: missed, baseline: a.json, as_of: due}"}),
    changed(
        {3: "title: a\ndefaults: {as_of: 2022-Q3}\ntemplates: {report: mau/a.docx, notice: mau/b.docx}"}
    ),
    changed({3: "title: a\nletterhead: {parent: UBND tỉnh, abbreviation: SKHCN, recipients: [A]}"}),
    changed({3: "title: a\nsections: [{clause: I, title: A}, {clause: II, title: B}]"}),
    changed({3: "title: a\nidentities: [{id: x, left: [tong], right: [tin, tien], compare: at_most}]"}),
    # Tasks with a product
    changed({32: "    product: Quyết định", 33: "", 34: "", 35: "", 36: "", 37: ""}),
    changed({32: "    product: Quyết định"}),
]


@pytest.mark.parametrize("text", TAKEN)
def test_it_is_taken(text: str) -> None:
    assert faults(read(text)) == []


# What was written, the fault and its place, a part of what is said in English.
REFUSED = [
    # Comparisons
    (goal("indicator: tin", "above: 60"), [(39, 9, "P228")], "write the next number: at_least: 61"),
    (goal("indicator: tin", "below: 60"), [(39, 9, "P228")], "write the next number: at_most: 59"),
    (goal("indicator: tien", "above: 6"), [(39, 9, "P213")], "a count has no “above”"),
    (goal("indicator: moc", "above: 0", "over: phong"), [(39, 9, "P213")], "a milestone has no"),
    (goal("indicator: ton", "at_least: 5", "above: 4"), [(40, 9, "P205")], "exactly one"),
    (goal("indicator: ton", "at_least: 5", "exactly: 6"), [(40, 9, "P205")], "exactly one"),
    (goal("indicator: tin", "at_least: 5", "at_most: 6"), [(40, 9, "P205")], "exactly one"),
    (goal("indicator: ton", "at_least: 5", "at_most: 4"), [(40, 18, "P234")], "between 5 and 4"),
    (goal("indicator: ton", "at_most: 4", "above: 4"), [(40, 16, "P234")], "nothing lies between"),
    (
        goal("indicator: ton", "at_least: +9", "at_most: +5", "baseline: 1"),
        [(40, 18, "P234")],
        "between 10 and 6",
    ),
    (
        goal("indicator: muc", "above: +10%", "below: +5", "baseline: 90%"),
        [(40, 16, "P234")],
        "between 99 and 95",
    ),
    (
        goal(
            *("indicator: muc", "above: -2", "below: +2", "each: qlcn", "baseline: {qlcn: 90%}"),
            "except: {qlcn: {above: +10%, below: +5}}",
        ),
        [(43, 45, "P234")],
        "between 99 and 95",
    ),
    # Numbers that nothing meets, or everything
    (goal("indicator: ty-le", "at_most: 105%"), [(39, 18, "P235")], "declare bounded: false"),
    (goal("indicator: ty-le", "above: 100%"), [(39, 16, "P233")], "nothing can be “above: 100%”"),
    (goal("indicator: ton", "below: 0"), [(39, 16, "P233")], "nothing can be “below: 0”"),
    (goal("indicator: tb", "at_least: 0"), [(39, 19, "P210")], "always met"),
    (goal("indicator: tb", "at_least: 3%"), [(39, 19, "P206")], "without a percent sign"),
    (goal("indicator: chi", "at_least: 105"), [(39, 19, "P206")], "with a percent sign"),
    (
        goal("indicator: ty-le", "at_least: 90%", "pace: {2022-06: 101%}"),
        [(40, 25, "P235"), (40, 25, "P241")],
        "above 100%",
    ),
    # Changes
    (goal("indicator: tin", "at_least: +10%"), [(39, 19, "P227")], "add “baseline: …”"),
    (goal("indicator: tin", "at_least: -5"), [(39, 19, "P227")], "“-5” is a change"),
    (goal("indicator: du", "at_least: +5"), [(39, 19, "P227")], "“+5” is a change"),
    (
        goal("indicator: tin", "at_least: 9", "pace: {2022-06: +2}"),
        [(40, 25, "P227")],
        "“+2” is a change",
    ),
    (
        goal("indicator: tin", "at_least: 9", "each: phong", "except: {tdc: +2}"),
        [(41, 23, "P227")],
        "“+2” is a change",
    ),
    (goal("indicator: tin", "at_most: -5", "baseline: 4"), [(39, 18, "P238")], "makes the goal -1"),
    (goal("indicator: tin", "at_least: -4", "baseline: 4"), [(39, 19, "P238")], "must be above 0"),
    (goal("indicator: tin", "exactly: +10%", "baseline: 15"), [(39, 18, "P238")], "not a whole number"),
    (goal("indicator: ty-le", "at_least: +50%", "baseline: 90%"), [(39, 19, "P238")], "more than 100%"),
    (goal("indicator: tin", "at_least: +5", "baseline: 40%"), [(40, 19, "P206")], "without a percent"),
    (goal("indicator: muc", "at_least: +5", "baseline: 40"), [(40, 19, "P206")], "with a percent"),
    (
        goal("indicator: tin", "at_least: +5", "baseline: -40"),
        [(40, 19, "P106")],
        "a number such as 120",
    ),
    (
        goal("indicator: tin", "at_least: +5", "each: phong", "baseline: {tdc: 40}"),
        [(41, 9, "P236")],
        "no baseline for: qlcn",
    ),
    (
        goal("indicator: tin", "at_least: +5", "each: phong", "baseline: {tdc: 4, qlcn: 5, hoa: 6}"),
        [(41, 37, "P215")],
        "does not judge the unit “hoa”",
    ),
    (
        goal("indicator: tin", "at_least: +5", "over: phong", "baseline: {tdc: 4, qlcn: 5}"),
        [(41, 20, "P215"), (41, 28, "P215"), (41, 19, "P237")],
        "judged once",
    ),
    (goal("indicator: moc", "at_least: 1", "baseline: 4"), [(40, 9, "P213")], "has no “baseline”"),
    (goal("indicator: loi", "baseline: 4"), [(39, 9, "P213")], "has no “baseline”"),
    # A task with a product that has a fault elsewhere
    (
        changed({28: "  - id: II 1", 33: "    product: A", 34: "", 35: "", 36: "", 37: ""}),
        [(28, 9, "P106")],
        "ii-1",
    ),
    (
        changed({31: "    owners: {a: b}", 33: "    product: A", 34: "", 35: "", 36: "", 37: ""}),
        [(31, 13, "P105")],
        "a list",
    ),
    # 1.500 is a thousand and more in Vietnamese, one and a half in YAML
    (goal("indicator: ton", "at_most: 1.500"), [(39, 18, "P248")], "write 1500 or 1.5"),
    (goal("indicator: tin", "at_least: +1.000", "baseline: 5"), [(39, 19, "P248")], "+1000 or +1"),
    (goal("indicator: tin", "at_least: +10%", "baseline: 1.200"), [(40, 19, "P248")], "1200 or 1.2"),
    (goal("indicator: du", "at_most: -1.500"), [(39, 18, "P248")], "write -1500 or -1.5"),
    (goal("indicator: du", "at_most: 0", "baseline: -2.000"), [(40, 19, "P248")], "-2000 or -2"),
    (
        goal("indicator: ton", "at_most: 1", "pace: {2022-03: 2.000}"),
        [(40, 25, "P248")],
        "write 2000 or 2",
    ),
    (
        indicator("{id: x, name: X, kind: average, numerator: tin, denominator: tong, scale: 1.000}"),
        [(27, 79, "P248")],
        "write 1000 or 1",
    ),
    # Steps that ask for less than the one before
    (
        goal("indicator: ton", "at_most: 50", "pace: {2022-03: 80, 2022-06: 90}"),
        [(40, 38, "P219")],
        "asks for less than the one before",
    ),
    (
        goal("indicator: tin", "at_least: 50", "pace: {2022-03: 30, 2022-06: 20}"),
        [(40, 38, "P219")],
        "asks for less than the one before",
    ),
    # A key that stands elsewhere only
    (
        goal("indicator: tin", "at_least: 9", "each: phong", "except: {tdc: {severity: warning}}"),
        [(41, 24, "P103")],
        "no key “severity” in this place delete",
    ),
    # Each period
    (
        goal("indicator: tin", "at_least: 9", "per: period", "pace: linear"),
        [(41, 9, "P217")],
        "a goal for each period by itself",
    ),
    (
        goal(
            "indicator: tin", "at_least: 9", "each: phong", "per: period", "except: {tdc: {pace: final}}"
        ),
        [(42, 24, "P217")],
        "a goal for each period by itself",
    ),
    (goal("indicator: khi", "at_least: 9", "per: period"), [(40, 9, "P217")], "something arises"),
    (
        goal("indicator: moc", "at_least: 1", "per: period"),
        [(40, 9, "P213")],
        "a milestone has no “per”",
    ),
    (goal("indicator: loi", "per: period"), [(39, 9, "P213")], "a narrative has no “per”"),
    (goal("indicator: tin", "at_least: 9", "per: month"), [(40, 14, "P115")], "use only: period"),
    # Scopes
    (goal("indicator: tin", "at_least: 9", "each: []"), [(40, 15, "P229")], "“owners” alone"),
    (goal("indicator: tin", "at_least: 9", "each: [owners, hoa]"), [(40, 15, "P229")], "alone"),
    (
        goal("indicator: tin", "at_least: 9", "each: owners", edits={31: "    owners: []"}),
        [(40, 15, "P230")],
        "add owners",
    ),
    (goal("indicator: tin", "at_least: 9", "each: [tdc, hoaa]"), [(40, 21, "P203")], "“hoaa”"),
    (changed({10: "  - {id: owners, name: A}"}), [(10, 10, "P244"), (13, 19, "P203")], "can be called"),
    # Exceptions
    (
        goal("indicator: ton", "at_least: 1", "below: 9", "each: phong", "except: {tdc: 4}"),
        [(42, 23, "P231")],
        "for a range",
    ),
    (
        goal("indicator: tin", "at_least: 1", "each: phong", "except: {tdc: {}}"),
        [(41, 23, "P231")],
        "what is asked of “tdc”",
    ),
    (
        goal("indicator: tin", "at_least: 1", "each: phong", "except: {tdc: {at_lest: 3}}"),
        [(41, 24, "P103")],
        "did you mean “at_least”?",
    ),
    (
        goal(
            "indicator: tin", "at_least: 9", "each: phong", "except: {tdc: {pace: always, due: 2023-06}}"
        ),
        [(41, 43, "P208")],
        "outside the time of the plan",
    ),
    (
        goal("indicator: quy", "at_least: 9", "each: phong", "except: {tdc: {due: 2022-05}}"),
        [(41, 29, "P224")],
        "choose a month that ends a period",
    ),
    # Paces
    (goal("indicator: ton", "at_most: 9", "pace: linear"), [(40, 15, "P217")], "a current level"),
    (goal("indicator: tb", "at_most: 9", "pace: linear"), [(40, 15, "P217")], "an average"),
    (
        goal("indicator: ton", "at_least: 1", "at_most: 9", "pace: {2022-06: 4}"),
        [(41, 15, "P217")],
        "takes only always or final",
    ),
    (
        goal("indicator: tin", "at_least: 9", "pace: {2022-06: 3, 2022-Q2: 4}"),
        [(40, 28, "P240")],
        "already has a step",
    ),
    (goal("indicator: tin", "at_least: 9", "pace: {2022-06: 10}"), [(40, 25, "P241")], "than the goal"),
    (goal("indicator: ton", "at_most: 9", "pace: {2022-06: 8}"), [(40, 25, "P241")], "than the goal"),
    (
        goal("indicator: ton", "at_most: 9", "pace: {2022-03: 10, 2022-06: 12}"),
        [(40, 38, "P219")],
        "",
    ),
    (
        goal("indicator: tin", "at_least: 9", "due: 2022-06", "pace: {2022-07: 3}"),
        [(41, 16, "P242")],
        "after the due date",
    ),
    # Milestones of several units
    (
        goal("indicator: moc", "at_least: 3", "over: phong"),
        [(39, 19, "P243")],
        "units at the due date: 2",
    ),
    (goal("indicator: moc", "at_least: 1.5", "over: phong"), [(39, 19, "P243")], "a whole number"),
    (goal("indicator: moc", "at_least: 101%", "over: phong"), [(39, 19, "P243")], "a percentage"),
    (goal("indicator: moc", "at_least: 0", "over: phong"), [(39, 19, "P210")], ""),
    (
        goal("indicator: moc", "at_most: 1", "over: phong", "pace: final"),
        [(41, 9, "P217")],
        "a ceiling",
    ),
    (
        goal("indicator: moc", "at_least: 1", "over: phong", "pace: linear"),
        [(41, 15, "P217")],
        "take final or steps",
    ),
    (
        goal("indicator: moc", "exactly: 50%", "over: phong", "pace: {2022-06: 50%}"),
        [(41, 15, "P217")],
        "exactly with a percentage",
    ),
    (
        goal("indicator: moc", "at_least: 2", "over: phong", "pace: {2022-06: 50%}"),
        [(41, 25, "P206")],
        "without a percent sign",
    ),
    (
        goal(
            "indicator: moc",
            "at_least: 3",
            "over: tat-ca",
            edits={10: "  - {id: hoa, name: H, to: 2022-03}"},
        ),
        [(39, 19, "P243")],
        "units at the due date: 2",
    ),
    # Indicators
    (indicator("{id: a, name: A, kind: count, signed: true}"), [(27, 35, "P213")], "no “signed”"),
    (indicator("{id: a, name: A, kind: level, bounded: true}"), [(27, 35, "P213")], "no “bounded”"),
    (indicator("{id: a, name: A, kind: level, scale: 10}"), [(27, 35, "P213")], "no “scale”"),
    (
        indicator(
            "{id: a, name: A, kind: ratio, numerator: tin, denominator: tong, evidence: required}"
        ),
        [(27, 70, "P213")],
        "no “evidence”",
    ),
    (
        indicator("{id: a, name: A, kind: average, numerator: tin, denominator: tong, scale: 0}"),
        [(27, 79, "P106")],
        "above 0",
    ),
    (indicator("{id: a, name: A, kind: average, numerator: tin}"), [(27, 5, "P104")], "denominator"),
    (
        indicator("{id: du, name: A, kind: level, signed: true}").replace(
            "ratio, numerator: tin", "ratio, numerator: du"
        ),
        [(22, 54, "P247")],
        "may be below 0",
    ),
    (
        indicator("{id: du, name: A, kind: level, signed: true}").replace(
            "denominator: tong", "denominator: du"
        ),
        [(22, 72, "P247")],
        "may be below 0",
    ),
    # Units
    (
        changed(
            {
                10: UNITS.replace("Phòng Cũ", "Phòng mới")
                + "\n  - {id: m, name: Phòng Mới, from: 2022-03}"
            }
        ),
        [(12, 19, "P202")],
        "already means “cu”",
    ),
    (changed({10: UNITS.replace("qlcn]", "qlnc]")}), [(11, 60, "P203")], "did you mean “qlcn”?"),
    # Goals of a sum of which a unit cannot be read: nothing is said of their number
    (
        goal("indicator: moc", "at_least: 3", "over: phong", edits={9: "  - {id:qlcn, name: Phòng A}"}),
        [(9, 6, "P103")],
        "",
    ),
    (
        goal("indicator: moc", "at_least: 3", "over: phong"),
        [(39, 19, "P243")],
        "",
    ),
    # Successors
    (
        changed({9: "  - {id: qlcn, name: Phòng A, to: 2022-06, successor: qlcn}"}),
        [(9, 55, "P249")],
        "“qlcn” is succeeded by “qlcn”, and so by itself",
    ),
    (
        changed({9: "  - {id: qlcn, name: Phòng A, to: 2022-06, successor: [tdc, qlcn]}"}),
        [(9, 61, "P249")],
        "“qlcn” is succeeded by “qlcn”, and so by itself",
    ),
    (
        changed(
            {10: UNITS.replace("hoa, name: ", "hoa, successor: cu, name: ").replace("[tdc", "[hoa")}
        ),
        [(11, 55, "P249")],
        "“cu” is succeeded by “hoa”, and so by itself",
    ),
    # Products
    (
        changed(
            {32: "    product: Quyết định", 28: "  - id: tin", 33: "", 34: "", 35: "", 36: "", 37: ""}
        ),
        [(32, 14, "P232")],
        "already used at plan.yaml:15:10",
    ),
    # Keys of the plan
    (
        changed({3: "title: a\nsections: [{clause: I, title: A}, {clause: I, title: B}]"}),
        [(4, 44, "P201")],
        "",
    ),
    (
        changed({3: "title: a\nidentities: [{id: x, left: [tin], right: [tong, moc]}]"}),
        [(4, 49, "P245")],
        "which cannot be added up",
    ),
    (
        changed({3: "title: a\nidentities: [{id: x, left: [tin], right: [quy]}]"}),
        [(4, 43, "P222")],
        "do not have the same reporting period",
    ),
    (changed({3: "title: a\nidentities: [{id: x, left: [], right: [tin]}]"}), [(4, 28, "P246")], ""),
    (changed({3: "title: a\nidentities: [{id: x, left: [tim], right: [tin]}]"}), [(4, 29, "P203")], ""),
    (changed({3: "title: a\nletterhead: {style: nd31}"}), [(4, 21, "P115")], "nd30, plain"),
    (changed({3: "title: a\ntemplates: {reports: a.docx}"}), [(4, 13, "P103")], "“report”"),
    (
        changed({3: "title: a\nencoding: windows-1285"}),
        [(4, 11, "P115")],
        "did you mean “windows-1258”?",
    ),
    (changed({3: "title: a\ndefaults: {as_of: hôm nay}"}), [(4, 19, "P106")], "due, or a period"),
    (changed({3: "title: a\ndefaults: {fail_on: always}"}), [(4, 21, "P115")], "shortfall"),
]


@pytest.mark.parametrize(("text", "expected", "said"), REFUSED)
def test_it_is_refused_at_its_place(text: str, expected: list[Fault], said: str) -> None:
    reading = read(text)
    assert faults(reading) == sorted(
        expected, key=lambda fault: (fault[2] in ("P219", "P241", "P242"), fault)
    )
    words = [" ".join(Wording("en").describe(one)) for one in reading.diagnostics]
    assert any(said in text for text in words), words
    assert all("{" not in text or "{at" in text for text in words)


@pytest.mark.parametrize("year", ["2022", "2026", "2031"])
def test_a_period_is_shown_in_the_year_of_the_plan(year: str) -> None:
    plan = planned(changed({4: f"period: {{from: {year}-01, to: {year}-12}}"}))
    span = plan.life(None)
    for fault in (asked_period("x", plan), no_such_month("x", span, plan.calendar)):
        assert isinstance(fault, Diagnostic)
        assert Wording("en").describe(fault)[1].endswith(f" {year}-01")


def test_a_change_is_worked_out_exactly() -> None:
    plan = planned(
        goal("indicator: tin", "at_least: +10%", "each: phong", "baseline: {tdc: 15, qlcn: 120}")
    )
    (asked, other) = (asked_of(plan, plan.target_by_id["t1"], unit) for unit in ("tdc", "qlcn"))
    assert [bound.value for bound in asked.bounds] == [Fraction(33, 2)]
    assert [bound.value for bound in other.bounds] == [132]
    assert (asked.baseline, other.baseline) == (15, 120)


def test_a_product_makes_a_milestone_of_the_first_owner() -> None:
    text = changed(
        {32: "    schedule: {due: 2022-06}\n    product: Quyết định", 31: "    owners: [phong, hoa]"}
    )
    text = "\n".join(line for line in text.split("\n")[:33]) + "\n"
    plan = planned(text)
    (made,) = plan.tasks[0].targets
    assert (made.id, made.indicator) == ("I.1", "I.1")
    assert plan.units_of(made) == ("tdc", "qlcn")
    assert plan.indicator_by_id["I.1"].kind is Kind.MILESTONE
    assert plan.indicator_by_id["I.1"].name == "Quyết định"
    assert asked_of(plan, made, "tdc").bounds[0].comparison is Comparison.AT_LEAST
    place = read(text).target_place("I.1")
    assert (place.line, place.column) == (33, 14)


def test_a_key_inside_of_an_exception_is_compared_with_those_of_exceptions() -> None:
    reading = read(goal("indicator: tin", "at_least: 1", "each: phong", "except: {tdc: {duu: 2022-06}}"))
    assert "“due”" in " ".join(Wording("en").describe(reading.diagnostics[0]))
