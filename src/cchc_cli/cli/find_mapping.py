"""Finds and reads a mapping and the lists that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.find_plan import LoadedPlan
from cchc_cli.cli.paths import shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.model.evidence import Evidence
from cchc_cli.model.plan import Target
from cchc_cli.model.register import Mapping
from cchc_cli.model.verdict import Result
from cchc_cli.reading.mapping_file.read import MappingReading, read_mapping
from cchc_cli.render.wording import Wording

MAX_LIST = 64 << 20


class LoadedMapping(NamedTuple):
    """A mapping file and what reading it gave; `reading` is None where there is no such file."""

    path: Path
    reading: MappingReading | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def mapping(self) -> Mapping | None:
        """The mapping, None where it could not be read."""
        return self.reading.mapping if self.reading else None

    def read_file(self, name: str) -> bytes:
        """The bytes of a list that the mapping names, seen from its folder; raises OSError."""
        with (self.path.parent / name).open("rb") as stream:
            return stream.read(MAX_LIST + 1)


def load_mapping(name: str) -> LoadedMapping:
    """Reads a mapping file."""
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as problem:
        fault = codes.P322.at(Location(name), why=reason_of(problem))
        return LoadedMapping(path, None, (fault,))
    reading = read_mapping(data, path.as_posix())
    return LoadedMapping(path, reading, reading.diagnostics)


def explained_rules(loaded: LoadedMapping | None, name: str, words: Wording) -> list[str]:
    """What a mapping says of a term, an exclusion or an indicator, under the name of its file."""
    if loaded is None or loaded.mapping is None:
        return []
    from cchc_cli.render.tally.definitions import explain

    lines = explain(loaded.mapping, name, words)
    title = words.word("tally.named", path=loaded.path.as_posix())
    return [f"{title}:", *(f"  {line}" for line in lines)] if lines else []


def rules_used(
    targets: Iterable[Target], loaded: LoadedPlan, result: Result | None, words: Wording
) -> list[str]:
    """How the figures of targets were counted, where their evidence names a mapping that is at hand."""
    if result is None or result.figures is None or loaded.plan is None or loaded.path is None:
        return []
    wanted = dict.fromkeys(
        part for target in targets for part in loaded.plan.indicator_by_id[target.indicator].parts
    )
    folders = [Path(source.path).parent for source in result.figures.sources if source.path != "-"]
    lines: list[str] = []
    for indicator in wanted:
        evidences = (figure.evidence for figure in result.figures if figure.indicator == indicator)
        rules = mapping_of_evidence(evidences, [*folders, loaded.path.parent, Path()])
        lines += [line for line in explained_rules(rules, indicator, words) if line not in lines]
    return lines


def mapping_of_evidence(evidences: Iterable[str], folders: Sequence[Path]) -> LoadedMapping | None:
    """The mapping that the evidence of figures names, where it is in one of some folders."""
    parsed = (Evidence.parse(evidence) for evidence in evidences)
    names = dict.fromkeys(evidence.mapping for evidence in parsed if evidence)
    safe = [name for name in names if name and "/" not in name and "\\" not in name]
    paths = [folder / name for name in safe for folder in dict.fromkeys(folders)]
    loaded = (load_mapping(shown_path(path)) for path in paths if path.is_file())
    return next((mapping for mapping in loaded if mapping.mapping is not None), None)
