"""A real YAML language server (npm: yaml-language-server) on the plan, as an editor starts it.

`make test-external` runs this; the server lives in a temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from test_cli import ROOT

pytestmark = pytest.mark.external


class Server:
    """A language server spoken to over its standard input and output."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.number = 0
        self.published: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
        self.ask(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities},
        )
        self.tell("initialized", {})
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; a request of the server is answered with nothing, diagnostics are kept."""
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server went away"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message["params"].get("items") if isinstance(message.get("params"), dict) else None
            self.send({"id": message["id"], "result": [None for _ in items] if items else None})
        return message

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def open(self, path: Path, text: str) -> str:
        """Opens a text as the content of a file; returns its name for the server."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def diagnostics(self, path: Path, text: str) -> list[tuple[int, str]]:
        """What is underlined: line, from 1, and message."""
        uri = self.open(path, text)
        while uri not in self.published:
            self.receive()
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in self.published[uri])

    def at(self, method: str, uri: str, text: str, needle: str) -> Any:
        """Asks at the end of the first occurrence of a text."""
        before = text[: text.index(needle) + len(needle)]
        line = before.count("\n")
        place = {"line": line, "character": len(before.rpartition("\n")[2])}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("server")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run(
        ["npm", "install", "--silent", "yaml-language-server"], cwd=folder, check=True, timeout=300
    )
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    found = Server(["node", str(program), "--stdio"], ROOT)
    yield found
    found.process.kill()
    found.process.communicate()


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder as `cchc init` makes it: the plan finds its schema by its first line."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "schemas").mkdir()
    shutil.copy2(ROOT / "schemas" / "plan.schema.json", tmp_path / "schemas")
    return tmp_path / "plans"


PLAN = (ROOT / "plans" / "2022.yaml").read_text(encoding="utf-8")
STARTER = (ROOT / "templates" / "starter" / "plan.yaml").read_text(encoding="utf-8")


def line_of(text: str, needle: str) -> int:
    return text[: text.index(needle)].count("\n") + 1


@pytest.mark.parametrize("text", [PLAN, STARTER], ids=["2022", "starter"])
def test_nothing_is_underlined_in_a_good_plan(server: Server, plans: Path, text: str) -> None:
    assert server.diagnostics(plans / "good.yaml", text) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("at_least:", "at_leest:", "Property at_leest is not allowed."),
        ("from: 2026-01", "from: 2026-13", "Viết năm-tháng, ví dụ 2022-07. / Write year-month"),
        ("from: 2026-01", "from: 01/2026", "Viết năm-tháng, ví dụ 2022-07. / Write year-month"),
        ("kind: ratio", "kind: ratios", "Value is not accepted. Valid values:"),
        ("due: 2026-06", "due: tháng 6", "Viết năm-tháng hoặc năm-tháng-ngày."),
        ("severity: warning", "severity: warn", "Value is not accepted. Valid values:"),
    ],
)
def test_a_slip_is_underlined_at_its_line(
    server: Server, plans: Path, good: str, bad: str, said: str
) -> None:
    text = STARTER.replace(good, bad, 1)
    found = server.diagnostics(plans / "slip.yaml", text)
    print(found)
    server.published.clear()
    server.tell("textDocument/didClose", {"textDocument": {"uri": (plans / "slip.yaml").as_uri()}})
    assert any(line == line_of(text, bad) and said in message for line, message in found)


@pytest.mark.parametrize(
    ("needle", "said"),
    [
        ("    kind: coun", "Loại / Kind"),
        ("indicator: tin-bai, at_leas", "Ít nhất / At least"),
        ("to: 2026-12, cutoff_da", "Ngày chốt số liệu / Cut-off day"),
        ("numerato", "Tử số / Numerator"),
    ],
)
def test_hover_explains_a_key(server: Server, plans: Path, needle: str, said: str) -> None:
    uri = server.open(plans / f"hover-{needle.strip()[:4]}.yaml", STARTER)
    contents = server.at("hover", uri, STARTER, needle)["contents"]
    print(contents)
    assert said in json.dumps(contents, ensure_ascii=False)


@pytest.mark.parametrize(
    ("cut", "typed", "expected"),
    [
        ("        at_least: 1\n", "        at_", ["at_least", "at_most"]),
        ("    kind: ratio\n", "    kind: ", ["count", "level", "milestone", "narrative", "ratio"]),
        ("    kind: ratio\n", "    kind: ratio\n    eve", ["every"]),
        ("        basis: derived", "        basis: ", ["derived", "stated"]),
        ("        severity: warning", "        pace: ", ["always", "final", "linear"]),
        ("    owners: [mot-cua]\n", "    owners: ", []),
        ("groups:\n", "groups: ", []),
        ("    name: Tin, bài đã đăng\n", "    name: ", ["Tin, bài đã đăng"]),
    ],
    ids=["at_", "kind", "every", "basis", "pace", "owners", "groups", "name"],
)
def test_completion_offers_what_may_stand_there(
    server: Server, plans: Path, cut: str, typed: str, expected: list[str]
) -> None:
    head, _, tail = STARTER.partition(cut)
    assert tail
    text = f"{head}{typed}\n{tail}"
    uri = server.open(plans / f"typed-{len(typed)}-{len(head)}.yaml", text)
    found = server.at("completion", uri, text, f"{head}{typed}")
    labels = sorted({one["label"] for one in (found["items"] if isinstance(found, dict) else found)})
    print(labels)
    assert set(expected) <= set(labels)
    assert not [one for one in labels if "[object" in one]


def test_check_jsonschema_agrees(tmp_path: Path) -> None:
    """The same schema on the command line, for a job without `cchc`."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "tools")], check=True)
    folder = tmp_path / "tools" / "bin"
    subprocess.run(
        [folder / "pip", "install", "--quiet", "check-jsonschema"], check=True, env=os.environ.copy()
    )
    bad = tmp_path / "bad.yaml"
    bad.write_text(STARTER.replace("at_least:", "at_leest:", 1), encoding="utf-8")
    schema = ROOT / "schemas" / "plan.schema.json"

    def check(*line: Path | str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [folder / "check-jsonschema", *line], capture_output=True, text=True, check=False
        )

    good = [ROOT / "plans" / "2022.yaml", ROOT / "templates" / "starter" / "plan.yaml"]
    assert check("--check-metaschema", schema).returncode == 0
    assert check("--schemafile", schema, *good).returncode == 0
    refused = check("--schemafile", schema, bad)
    assert refused.returncode == 1
    assert "at_leest" in refused.stdout
