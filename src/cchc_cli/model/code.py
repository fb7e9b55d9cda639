"""A diagnostic code; the codes themselves are in `codes`."""

from __future__ import annotations

from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity


class Code(NamedTuple):
    """One code; `params` are the names that its message speaks of: `codes.A214.at(place, unit=...)`."""

    name: str
    severity: Severity
    params: str = ""

    def at(self, place: Location | None = None, /, **params: object) -> Diagnostic:
        """The diagnostic at a place; `near`, what was probably meant, may be added to any.

        Raises TypeError where the parameters are not those of the code.
        """
        if params.keys() - {"near"} != set(self.params.split()):
            raise TypeError(f"{self.name} takes {self.params!r}, not {' '.join(params)!r}")
        return Diagnostic(self.name, self.severity, place, params)
