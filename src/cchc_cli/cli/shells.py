"""What the shells have to read for completion to work."""

from __future__ import annotations

VARIABLE = "_CCHC_COMPLETE"
"""Set by a shell that asks what may stand at the cursor."""
SHELLS = ("bash", "zsh", "fish", "powershell")


def script(shell: str) -> str:
    """The script of a shell of `SHELLS`."""
    from typer._completion_shared import get_completion_script

    made = get_completion_script(prog_name="cchc", complete_var=VARIABLE, shell=shell).strip()
    if shell == "zsh":
        # Loaded from a file on the fpath, it is the first completion itself, which must not be lost.
        last = "compdef _cchc_completion cchc"
        first = 'if [[ "${funcstack[1]}" == _cchc ]]; then _cchc_completion; fi'
        made = made.replace(last, f"{last}\n{first}")
    return f"{made}\n"
