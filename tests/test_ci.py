"""The action, the GitLab template, the hooks and the workflows: their real steps, run here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cchc_cli.cli.app import COMMANDS
from cchc_cli.cli.outputs import Format
from ci_runner import (
    calls,
    document,
    job_colour,
    play_workflow,
    run_action,
    run_gitlab,
    stub,
    wrapper,
)
from test_cli import FIGURES, PLAN, ROOT, cchc

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash"), reason="the steps are written for bash and sh"
)
needs_formats = pytest.mark.skipif(
    not {"github", "gitlab", "junit"} <= set(Format),
    reason="`cchc check --format github|gitlab|junit` is not known to this version",
)
needs_remind = pytest.mark.skipif(
    "remind" not in COMMANDS,
    reason="`cchc remind` is not known to this version",
)

FILE = "số liệu tháng 2.csv"
BROKEN = "period,unit,indicator,value\n2022-01,a,bai,hai\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shared repository: a plan and figures, beside the runner's temporary folder."""
    work = tmp_path / "kho dữ liệu"
    (work / "plans").mkdir(parents=True)
    (work / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (work / FILE).write_text(FIGURES, encoding="utf-8")
    (work / "sai.csv").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "temp").mkdir()
    return work


@pytest.fixture
def temp(folder: Path) -> Path:
    return folder.parent / "temp"


def test_action_hands_every_input_on_as_its_option(folder: Path, temp: Path) -> None:
    """Each is one argument, whatever is in it."""
    nasty = "a b\"; touch PWNED; $(touch PWNED) `touch PWNED` '*"
    ran = run_action(
        {
            "actuals": f"{FILE}\n\nthư mục/*\n",
            "plan": nasty,
            "as-of": "due",
            "unit": "Phòng A",
            "fail-on": "missed",
            "baseline": "kỳ trước.json",
            "lang": "en",
            "outputs": "junit=k q.xml\nsarif=a=b.sarif\n",
            "report": "bao cao.md",
        },
        cwd=folder,
        temp=temp,
        command=stub(temp),
    )
    assert ran.code == 0, ran.stderr
    check, report = calls(temp)
    made = Path(ran.outputs["check"]["result"]).parent
    common = [f"--plan={nasty}", "--as-of=due", "--unit=Phòng A", "--lang=en"]
    figures = ["--", FILE, "thư mục/*"]
    assert check == [
        "check",
        *common,
        "--fail-on=missed",
        "--baseline=kỳ trước.json",
        "--format=json",
        f"--output={made}/result.json",
        "--format=markdown",
        f"--output={made}/summary.md",
        "--format=junit",
        "--output=k q.xml",
        "--format=sarif",
        "--output=a=b.sarif",
        "--format=github",
        *figures,
    ]
    assert report == ["report", *common, "--output=bao cao.md", *figures]
    assert not list(folder.rglob("PWNED"))


def test_action_works_in_a_folder_of_the_repository(folder: Path, temp: Path) -> None:
    """Its paths are seen from that folder; what GitHub shows is told from the repository's root."""
    (folder / ".git").mkdir()
    (folder / "sở").mkdir()
    for name in ("plans", FILE):
        (folder / name).rename(folder / "sở" / name)
    inputs = {"working-directory": "sở", "actuals": FILE, "outputs": "gitlab=ra.json"}
    ran = run_action(inputs, cwd=folder, temp=temp, command=wrapper(temp))
    assert ran.code == 1, ran.stderr
    assert f"::error file=sở/{FILE}," in ran.stdout
    places = {one["location"]["path"] for one in json.loads((folder / "sở" / "ra.json").read_bytes())}
    assert places == {f"sở/{FILE}"}


def test_action_reports_on_all_plans(folder: Path, temp: Path) -> None:
    (folder / "plans" / "năm sau.yml").write_text(
        f"{PLAN}actuals: ../{FILE}\n".replace("id: thu", "id: nam-sau"), encoding="utf-8"
    )
    (folder / "plans" / "thu.yaml").write_text(f"{PLAN}actuals: ../{FILE}\n", encoding="utf-8")
    inputs = {"all-plans": "plans", "report": "bao cao.md", "as-of": "2022-02"}
    ran = run_action(inputs, cwd=folder, temp=temp, command=wrapper(temp))
    assert ran.code == 1, ran.stderr
    results = json.loads(Path(ran.outputs["check"]["result"]).read_bytes())["results"]
    assert len(results) == 2
    assert "nam-sau" in (folder / "bao cao.md").read_text(encoding="utf-8")


def test_action_gives_no_option_that_was_not_asked_for(folder: Path, temp: Path) -> None:
    ran = run_action({}, cwd=folder, temp=temp, command=stub(temp))
    (check,) = calls(temp)
    made = Path(ran.outputs["check"]["result"]).parent
    outputs = ["--format=json", f"--output={made}/result.json"]
    outputs += ["--format=markdown", f"--output={made}/summary.md", "--format=github"]
    assert check == ["check", "--fail-on=shortfall", *outputs, "--"]


@pytest.mark.parametrize(("code", "reported"), [(0, True), (1, True), (2, False), (130, False)])
def test_action_ends_with_the_code_of_the_check(
    folder: Path, temp: Path, code: int, reported: bool
) -> None:
    ran = run_action({"report": "b.md"}, cwd=folder, temp=temp, command=stub(temp, code))
    assert ran.code == code
    assert ran.outputs["check"]["exit-code"] == str(code)
    assert (len(calls(temp)) == 2) == reported


def test_inputs_of_the_action_are_options_of_check() -> None:
    from test_options import commands

    known = {name for row in commands("en")["cchc check"]["rows"] for name in row["names"]}
    ours = {"actuals", "outputs", "report", "version", "python-version", "working-directory"}
    assert {f"--{name}" for name in set(document("action.yml")["inputs"]) - ours} <= known


@needs_formats
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"actuals": FILE}, 1),
        ({"actuals": FILE, "fail-on": "never"}, 0),
        ({"actuals": FILE, "unit": "a", "as-of": "2022-02"}, 0),
        ({"actuals": "sai.csv"}, 2),
        ({"actuals": "sai.csv", "fail-on": "never"}, 2),
        ({"actuals": "không có.csv"}, 2),
    ],
    ids=str,
)
def test_action_judges(folder: Path, temp: Path, given: dict[str, str], code: int) -> None:
    inputs = {**given, "report": "bao-cao.md", "outputs": "junit=kq.xml"}
    ran = run_action(inputs, cwd=folder, temp=temp, command=wrapper(temp))
    assert ran.code == code, ran.stderr
    outputs = ran.outputs["check"]
    assert json.loads(Path(outputs["result"]).read_bytes())["exit_code"] == code
    assert ("markdown" in outputs) == (code < 2)
    assert (folder / "bao-cao.md").exists() == (code < 2)
    assert (folder / "kq.xml").is_file()
    if code == 2 or (code == 1 and "fail-on" not in given):
        assert "::error " in ran.stdout
    assert (temp / "summary.md").stat().st_size > 0


@pytest.mark.parametrize(
    ("job", "code", "colour"),
    [
        ("cchc-push", 0, "green"),
        ("cchc-push", 1, "amber"),
        ("cchc-push", 2, "red"),
        ("cchc-schedule", 0, "green"),
        ("cchc-schedule", 1, "red"),
        ("cchc-schedule", 2, "red"),
    ],
)
def test_gitlab_shows_a_shortfall_amber_on_pushes_alone(
    folder: Path, temp: Path, job: str, code: int, colour: str
) -> None:
    ran = run_gitlab(job, cwd=folder, home=temp, command=stub(temp, code))
    assert ran.code == code, ran.stderr
    assert job_colour(job, ran.code) == colour
    assert [call[0] for call in calls(temp)] == ["check", "report", "remind"][: 3 if code < 2 else 1]


def test_gitlab_hands_its_variables_on(folder: Path, temp: Path) -> None:
    ran = run_gitlab(
        "cchc-schedule",
        cwd=folder,
        home=temp,
        command=stub(temp),
        CCHC_ACTUALS=f"{FILE}\n*.csv",
        CCHC_FAIL_ON="missed",
        CCHC_BASELINE="kỳ trước.json",
    )
    assert ran.code == 0, ran.stderr
    check, report, remind = calls(temp)
    formats = {"gitlab": "code-quality.json", "junit": "junit.xml", "json": "result.json"}
    formats["markdown"] = "summary.md"
    pairs = [
        part for name, file in formats.items() for part in (f"--format={name}", f"--output=cchc/{file}")
    ]
    given = ["--as-of=due", "--fail-on=missed", "--baseline=kỳ trước.json"]
    assert check == ["check", *given, *pairs, "--format=text", "--", FILE, "*.csv"]
    assert report == ["report", "--as-of=due", "--output=cchc/report.md", "--", FILE, "*.csv"]
    assert remind == ["remind", "--as-of=due", "--output=cchc/notices", "--replace", "--", FILE, "*.csv"]


def test_gitlab_installation_that_fails_is_red(folder: Path, temp: Path) -> None:
    """pip ends with 1, which on a push would be taken for a shortfall."""
    ran = run_gitlab(
        "cchc-push", cwd=folder, home=temp, CCHC_PACKAGE=str(temp / "none.whl"), PIP_NO_INDEX="1"
    )
    assert job_colour("cchc-push", ran.code) == "red"


@needs_formats
@needs_remind
@pytest.mark.parametrize(("file", "code"), [(FILE, 1), ("sai.csv", 2)])
def test_gitlab_judges(folder: Path, temp: Path, file: str, code: int) -> None:
    ran = run_gitlab(
        "cchc-push", cwd=folder, home=temp, command=wrapper(temp), CCHC_ACTUALS=file, CCHC_LANG="vi"
    )
    assert ran.code == code, ran.stderr
    job = document("ci/gitlab.yml")[".cchc"]
    assert job["artifacts"]["when"] == "always"
    assert {
        path: (folder / path).is_file() for path in job["artifacts"]["reports"].values()
    } == dict.fromkeys(job["artifacts"]["reports"].values(), True)
    assert (folder / "cchc" / "report.md").exists() == (code < 2)
    assert (folder / "cchc" / "notices").exists() == (code < 2)
    assert isinstance(json.loads((folder / "cchc" / "code-quality.json").read_bytes()), list)


@needs_formats
@needs_remind
def test_gitlab_writes_the_notices_anew_in_a_folder_that_was_kept(folder: Path, temp: Path) -> None:
    for _ in range(2):
        ran = run_gitlab(
            "cchc-push", cwd=folder, home=temp, command=wrapper(temp), CCHC_ACTUALS=FILE, CCHC_LANG="vi"
        )
        assert ran.code == 1, ran.stderr
        notice = min((folder / "cchc" / "notices").iterdir())
        assert "Kính gửi" in notice.read_text(encoding="utf-8")
        notice.write_text("của lần trước", encoding="utf-8")
        (folder / ".cchc" / "venv" / "bin" / "cchc").unlink()


def test_gitlab_reports_stay_where_the_script_writes_them() -> None:
    job = document("ci/gitlab.yml")[".cchc"]
    script = "\n".join(job["script"])
    assert all(f"--output={path}" in script for path in job["artifacts"]["reports"].values())


@pytest.mark.parametrize(
    ("hook", "expected"),
    [
        ("cchc-validate", ["plans/2022.yaml", "so/plans/a.yml"]),
        (
            "cchc-check",
            ["plans/2022.yaml", "so-lieu/a.csv", "so/plans/a.yml", "x.xlsx", "so-lieu/cũ.xls"],
        ),
    ],
)
def test_hooks_pick_their_files(hook: str, expected: list[str]) -> None:
    (one,) = (one for one in document(".pre-commit-hooks.yaml") if one["id"] == hook)
    files = ["README.md", "plans/2022.yaml", "plans/old/x.yaml", "so-lieu/a.csv", "so/plans/a.yml"]
    files += ["x.xlsx", "so-lieu/cũ.xls", "templates/starter/plan.yaml", "so-lieu/a.xls.md"]
    assert [file for file in files if re.search(one["files"], file)] == expected


@pytest.mark.parametrize(
    ("file", "validate", "check"), [(FILE, 0, 0), ("sai.csv", 0, 2)], ids=["short", "broken row"]
)
def test_hooks_refuse_only_what_cannot_be_read(
    folder: Path, temp: Path, file: str, validate: int, check: int
) -> None:
    plan = folder / "plans" / "thu.yaml"
    plan.write_text(f"{PLAN}actuals: ../{file}\n", encoding="utf-8")
    codes = []
    for hook in document(".pre-commit-hooks.yaml"):
        names = [] if hook.get("pass_filenames") == "false" else ["plans/thu.yaml"]
        line = [str(wrapper(temp)), *hook["entry"].split()[1:], *hook["args"], *names]
        codes.append(subprocess.run(line, cwd=folder, capture_output=True, check=False).returncode)
    assert codes == [validate, check]


@pytest.mark.parametrize("name", ["github-push.yml", "github-monthly.yml"])
def test_workflows_give_the_action_inputs_that_it_has(name: str) -> None:
    workflow = document(f"examples/ci/{name}")
    (job,) = workflow["jobs"].values()
    (step,) = (step for step in job["steps"] if "/cchc@" in step.get("uses", ""))
    assert set(step["with"]) <= set(document("action.yml")["inputs"])
    text = (ROOT / "examples" / "ci" / name).read_text(encoding="utf-8")
    used = set(re.findall(r"steps\.cchc\.outputs\.([\w-]+)", text))
    assert used <= set(document("action.yml")["outputs"])


# --- the examples as they stand, on a repository that `cchc init` made --------------------------------

LAYOUTS = {"example": ("--example",), "starter": ()}


@pytest.fixture(params=LAYOUTS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A clone with what `cchc init` makes, and figures of January where it made none."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    (tmp_path / "temp").mkdir()
    clone, remote = tmp_path / "kho", tmp_path / "remote"
    git("init", "-q", "--bare", "--initial-branch=main", str(remote), cwd=tmp_path)
    git("clone", "-q", str(remote), str(clone), cwd=tmp_path)
    done = cchc("init", *LAYOUTS[request.param], cwd=clone)
    assert done.returncode == 0, done.stderr
    if request.param == "starter":
        plan = clone / "plans" / "ke-hoach.yaml"
        # A plan of the past, so that what is due does not depend on the day of the test.
        plan.write_text(plan.read_text("utf-8").replace("2026", "2021"), encoding="utf-8")
        (clone / "so-lieu" / "so-lieu.csv").write_text(STARTER_FIGURES, encoding="utf-8")
    git("add", "-A", cwd=clone)
    git("commit", "-q", "-m", "Bắt đầu", cwd=clone)
    git("push", "-q", "-u", "origin", "main", cwd=clone)
    return clone


STARTER_FIGURES = """period,unit,indicator,value,evidence,note
2021-01,vp,tin-bai,0,,
2021-01,nghiep-vu,tin-bai,2,,
2021-01,mot-cua,ho-so,9,,
2021-01,mot-cua,ho-so-truc-tuyen,8,,
2021-01,mot-cua,ho-so-tre-han,0,,
"""


def git(*line: str, cwd: Path) -> str:
    home = cwd / "none"
    who = {
        f"GIT_{role}_{key}": "x@y.vn" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", **who}
    return subprocess.run(
        ["git", *line], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=True
    ).stdout


def test_push_is_judged_as_the_example_stands(made: Path) -> None:
    temp = made.parent / "temp"
    judged, attached = play_workflow("github-push.yml", cwd=made, temp=temp, command=wrapper(temp))
    assert judged.code == 1, judged.stderr
    assert "::error file=so-lieu/" in judged.stdout
    assert attached.code == 0, attached.stderr
    pushed = document("examples/ci/github-push.yml")["on"]["push"]["paths"]
    files = git("ls-files", "plans", "so-lieu", cwd=made).splitlines()
    assert len(files) == 2
    assert all(any(file.startswith(path.removesuffix("**")) for path in pushed) for file in files)


def test_month_is_reported_as_the_example_stands(made: Path) -> None:
    """The report is attached and committed, once, though the job is red: something falls short."""
    assert document("examples/ci/github-monthly.yml")["on"]["schedule"][0]["cron"].split()[2] == "15"
    temp = made.parent / "temp"
    for _ in range(2):
        ran = play_workflow("github-monthly.yml", cwd=made, temp=temp, command=wrapper(temp))
        assert [one.code for one in ran] == [1, 0, 0], ran
    assert ran[1].stdout == "bao-cao.md"
    assert git("log", "--format=%an %s", cwd=made.parent / "remote").splitlines() == [
        "github-actions[bot] Báo cáo cải cách hành chính hằng tháng",
        "x@y.vn Bắt đầu",
    ]
    assert git("status", "--porcelain", "bao-cao.md", cwd=made) == ""


@pytest.mark.parametrize("job", ["cchc-push", "cchc-schedule"])
def test_gitlab_judges_as_the_example_stands(made: Path, job: str) -> None:
    (include,) = document("examples/ci/gitlab.yml")["include"]
    assert (ROOT / include["file"].removeprefix("/")).is_file()
    temp = made.parent / "temp"
    variables = document("examples/ci/gitlab.yml").get("variables", {})
    ran = run_gitlab(job, cwd=made, home=temp, command=wrapper(temp), **variables)
    assert ran.code == 1, ran.stderr
    assert (made / "cchc" / "report.md").is_file()


def test_hooks_pass_on_what_init_made(made: Path) -> None:
    config = document("examples/ci/pre-commit-config.yaml")
    (repository,) = config["repos"]
    hooks = {hook["id"]: hook for hook in document(".pre-commit-hooks.yaml")}
    files = git("ls-files", cwd=made).splitlines()
    for named in repository["hooks"]:
        hook = hooks[named["id"]]
        chosen = [file for file in files if re.search(hook["files"], file)]
        assert chosen, hook["id"]
        names = [] if hook.get("pass_filenames") == "false" else chosen
        done = cchc(*hook["entry"].split()[1:], *hook["args"], *names, cwd=made)
        assert done.returncode == 0, done.stderr


def test_examples_name_the_version_at_hand() -> None:
    from cchc_cli import __version__

    for path in [*(ROOT / "examples" / "ci").iterdir(), ROOT / "ci" / "gitlab.yml"]:
        named = re.findall(r"(?:@v|ref: v|rev: v)([0-9.]*[0-9])(?=[\s,}]|$)", path.read_text("utf-8"))
        assert [one for one in named if one not in (__version__, "4", "5")] == [], path
