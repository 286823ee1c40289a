"""What a step says to its build server: a summary and outputs, in the files that the environment names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from pmctl.diagnostic import UserError
from pmctl.escape import terminal


def append_summary(text: str, environment: Mapping[str, str]) -> None:
    """Add Markdown to the summary of the step, where the server shows one."""
    _append(environment.get("GITHUB_STEP_SUMMARY", ""), text)


def append_outputs(values: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Set outputs of the step, where the server has them."""
    delimiter = f"ghadelimiter_{uuid4()}"
    _append(environment.get("GITHUB_OUTPUT", ""), outputs_text(values, delimiter))


def outputs_text(values: Mapping[str, str], delimiter: str) -> str:
    """Outputs as the server reads them; UserError for a value that holds the delimiter, which could forge others."""
    for name, value in values.items():
        if delimiter in value or delimiter in name:
            raise UserError(f"the output `{terminal(name[:40])}` holds the line that would end it")
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in values.items())


def _append(path: str, text: str) -> None:
    """Write at the end of a file that is no link; nothing where there is no path."""
    if not path:
        return
    try:
        handle = os.open(Path(path), os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UserError(f"cannot write `{terminal(path)}`: {error.strerror}") from error
