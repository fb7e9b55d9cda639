"""Runs the steps of the GitHub action and of the GitLab jobs as their runners do, on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")


class Ran(NamedTuple):
    """What a job did."""

    code: int
    stdout: str
    stderr: str
    outputs: dict[str, dict[str, str]]
    """The outputs of each step that has an id."""


def document(path: str) -> Any:
    """A YAML file of the repository, every scalar as its text."""
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a clean runner has; pip keeps the settings of this machine."""
    kept = {key: value for key, value in os.environ.items() if key == "PATH" or key.startswith("PIP_")}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", **more}


def wrapper(folder: Path) -> Path:
    """An installed `cchc` that runs this checkout."""
    tool = folder / "cchc"
    tool.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m cchc_cli "$@"\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    return tool


def stub(folder: Path, code: int = 0) -> Path:
    """An installed `cchc` that only notes its arguments, one a line, and makes its output files."""
    tool = folder / "cchc"
    log = folder / "calls"
    tool.write_text(
        f'#!/bin/sh\nfor one in "$@"; do printf "%s\\n" "$one" >> "{log}"\n'
        'case $one in --output=*) echo made > "${one#--output=}" ;; esac; done\n'
        f'printf -- "----\\n" >> "{log}"\n'
        f'if [ "$1" = check ]; then exit {code}; fi\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    return tool


def calls(folder: Path) -> list[list[str]]:
    """What a stub was called with."""
    text = (folder / "calls").read_text(encoding="utf-8")
    return [call.splitlines() for call in text.split("----\n")[:-1]]


def run_action(
    given: dict[str, str],
    *,
    cwd: Path,
    temp: Path,
    command: Path | None = None,
    action_path: Path = ROOT,
    **more: str,
) -> Ran:
    """The steps of action.yml, with the inputs given; with a command, that one instead of installing."""
    action = document("action.yml")
    inputs = {name: one.get("default", "") for name, one in action["inputs"].items()}
    assert set(given) <= set(inputs)
    known = {f"inputs.{name}": value for name, value in {**inputs, **given}.items()}
    known["github.action_path"] = str(action_path)
    steps = [step for step in action["runs"]["steps"] if "run" in step]
    outputs: dict[str, dict[str, str]] = {}
    if command is not None:
        outputs["install"] = {"command": str(command)}
        steps = [step for step in steps if step["id"] != "install"]
    stdout, stderr, code = "", "", 0
    for step in steps:
        for name, values in outputs.items():
            known |= {f"steps.{name}.outputs.{key}": value for key, value in values.items()}
        done, outputs[step["id"]] = _github_step(step, known, cwd, temp, more)
        stdout, stderr, code = stdout + done.stdout, stderr + done.stderr, done.returncode
        if code:
            break
    return Ran(code, stdout, stderr, outputs)


def play_workflow(name: str, *, cwd: Path, temp: Path, command: Path) -> list[Ran]:
    """The steps of a workflow of examples/ci as they stand, each that GitHub would run, in order.

    A file that a step would attach has to be there. What is pushed goes to the remote of `cwd`.
    """
    (job,) = document(f"examples/ci/{name}")["jobs"].values()
    known: dict[str, str] = {}
    done: list[Ran] = []
    for step in job["steps"]:
        code = max((ran.code for ran in done), default=0)
        if not _goes_on(step.get("if"), known, code):
            continue
        action = step.get("uses", "").partition("@")[0]
        given = {key: _filled(value, known) for key, value in step.get("with", {}).items()}
        if action == "OWNER/cchc":
            ran = run_action(given, cwd=cwd, temp=temp, command=command)
            known |= {
                f"steps.{step['id']}.outputs.{key}": value for key, value in ran.outputs["check"].items()
            }
        elif action == "actions/upload-artifact":
            paths = given["path"].split()
            lacking = [path for path in paths if not (cwd / path).is_file()]
            assert paths
            ran = Ran(1 if lacking else 0, "\n".join(paths), f"not there: {lacking}", {})
        elif "run" in step:
            line = ["bash", "-e", "-c", step["run"]]
            ended = subprocess.run(
                line, cwd=cwd, env=environment(temp), capture_output=True, encoding="utf-8", check=False
            )
            ran = Ran(ended.returncode, ended.stdout, ended.stderr, {})
        else:
            assert action == "actions/checkout", action
            continue
        done.append(ran)
    return done


def _goes_on(condition: str | None, known: dict[str, str], code: int) -> bool:
    """Whether a step runs, by the only two forms of `if` that the examples use."""
    if condition is None:
        return code == 0
    match = re.fullmatch(r"\$\{\{ !cancelled\(\) && (steps\S+) != '' \}\}", condition)
    assert match, condition
    return known.get(match[1], "") != ""


def _filled(text: str, known: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda match: known.get(match[1], ""), text)


def _github_step(
    step: dict[str, Any], known: dict[str, str], cwd: Path, temp: Path, more: dict[str, str]
) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    def fill(text: str) -> str:
        return EXPRESSION.sub(lambda found: known[found[1]], text)

    bash = shutil.which("bash")
    assert bash is not None
    assert step["shell"] == "bash"
    assert not EXPRESSION.search(step["run"]), "an expression in program text is an injection"
    script, written = temp / f"{step['id']}.sh", temp / f"{step['id']}.output"
    script.write_text(step["run"], encoding="utf-8")
    written.touch()
    variables = {name: fill(value) for name, value in step["env"].items()}
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=cwd / fill(step.get("working-directory", ".")),
        env=environment(
            temp,
            GITHUB_ACTIONS="true",
            GITHUB_WORKSPACE=str(cwd),
            GITHUB_OUTPUT=str(written),
            GITHUB_STEP_SUMMARY=str(temp / "summary.md"),
            RUNNER_TEMP=str(temp),
            **variables,
            **more,
        ),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = written.read_text(encoding="utf-8").splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def run_gitlab(job_name: str, *, cwd: Path, home: Path, command: Path | None = None, **more: str) -> Ran:
    """A job of ci/gitlab.yml; with a command, that one instead of installing."""
    template = document("ci/gitlab.yml")
    job = template[".cchc"] | template[job_name]
    lines = list(job["script"])
    if command is None:
        lines = [*job["before_script"], *lines]
    else:
        (cwd / ".cchc" / "venv" / "bin").mkdir(parents=True, exist_ok=True)
        (cwd / ".cchc" / "venv" / "bin" / "cchc").symlink_to(command)
    variables = {**template["variables"], **job.get("variables", {}), **more}
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines)],
        cwd=cwd,
        env=environment(home, CI="true", GITLAB_CI="true", CI_PROJECT_DIR=str(cwd), **variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr, {})


def job_colour(job_name: str, code: int) -> str:
    """How GitLab shows a job that ended with a code."""
    job = document("ci/gitlab.yml")[job_name]
    allowed = job.get("allow_failure", {}).get("exit_codes")
    return "green" if code == 0 else "amber" if str(code) == allowed else "red"
