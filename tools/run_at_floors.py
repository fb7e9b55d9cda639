"""Run the tests with the oldest versions that pyproject.toml allows: `make test-floors`.

Every `name>=version` of the dependencies and of what the tests run with becomes a constraint
`name==version`; what they need in turn is the newest that fits. The environment is thrown away.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from venv import EnvBuilder

ROOT = Path(__file__).resolve().parent.parent
FLOOR = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)\s*>=\s*(?P<version>[0-9.]+)")


def floors(pyproject: str) -> list[str]:
    """The constraints; a dependency without a floor gives none."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *extras["fast"], *extras["tests"]]
    return [f"{match['name']}=={match['version']}" for line in named if (match := FLOOR.match(line))]


def main() -> int:
    """The exit code of pytest, or of pip where it finds no way to install the floors."""
    constraints = floors((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="cchc-floors-") as folder:
        pinned = Path(folder) / "floors.txt"
        pinned.write_text("\n".join(constraints) + "\n", encoding="utf-8")
        EnvBuilder(with_pip=True).create(Path(folder) / "env")
        python = str(Path(folder) / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
        done = subprocess.run([*pip, "--constraint", str(pinned), "--editable", ".[tests]"], cwd=ROOT)
        if done.returncode == 0:
            print("\n".join(constraints), flush=True)
            test = [python, "-m", "pytest", "-p", "no:cacheprovider", "--numprocesses", "auto"]
            done = subprocess.run([*test, "--maxprocesses", "8", *sys.argv[1:]], cwd=ROOT)
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
