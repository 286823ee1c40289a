"""Runs what a user could have typed, and writes down what they would have seen.

A transcript is `$ pmctl ...` lines (`$ NAME=VALUE pmctl ...` in such an environment), each followed by what came out:
standard output as it is, lines of standard error behind `! `, and `[2]` where the exit status is not 0. Output that
ends without a line end has `\\` behind it.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from tests import history

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-02-10"
UPDATE = "PMCTL_TESTS_UPDATE"
"""The variable of the environment that says: accept what comes out."""
HISTORY = "history"
"""The folder of a case that says what was committed when."""

_OF_SERVERS = ("GITHUB_", "GITLAB_", "CI_")
_OF_THE_CALLER = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "PMCTL_TODAY",
    "PMCTL_DEBUG",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
)


@dataclass(frozen=True)
class Ran:
    """What one call said and how it ended."""

    output: str
    errors: str
    status: int


class _Stream(io.TextIOWrapper):
    """A standard stream that keeps its bytes."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", newline="\n", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode("utf-8", "backslashreplace")


@contextmanager
def _surroundings(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[_Stream, _Stream]]:
    """Run in a folder, with streams of our own and an environment that says nothing of this machine."""
    before, here, streams = dict(os.environ), Path.cwd(), (sys.stdout, sys.stderr)
    own = _Stream(), _Stream()
    for name in [name for name in os.environ if name in _OF_THE_CALLER or name.startswith(_OF_SERVERS)]:
        del os.environ[name]
    os.environ.update({"PMCTL_TODAY": TODAY, "PMCTL_CACHE": "", **environment})
    os.chdir(folder)
    sys.stdout, sys.stderr = own
    try:
        yield own
    finally:
        sys.stdout, sys.stderr = streams
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def run(arguments: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """One call of pmctl in this process."""
    from pmctl.cli import run as run_pmctl

    with _surroundings(folder, environment or {}) as (output, errors):
        try:
            status = run_pmctl(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    return Ran(output.text(), errors.text(), status)


def transcript(commands: list[str], folder: Path) -> str:
    """The commands with what came out of each."""
    parts = []
    for line in commands:
        words = shlex.split(line.removeprefix("$ "))
        environment = dict(words.pop(0).split("=", 1) for _ in takewhile(lambda word: "=" in word, list(words)))
        assert words[:1] == ["pmctl"], f"a transcript runs pmctl only: {line}"
        ran = run(words[1:], folder, environment)
        text = ran.output.replace("\r\n", "␍\n")
        parts.append(line if line.startswith("$ ") else f"$ {line}")
        if text:
            parts.append(text.removesuffix("\n") if text.endswith("\n") else f"{text}\n\\")
        parts += [f"! {error}" for error in ran.errors.splitlines()]
        parts += [f"[{ran.status}]"] if ran.status else []
    return "\n".join(parts) + "\n"


def prepared(case: Path, folder: Path) -> list[str]:
    """Copy a case's plan to `folder`, with its history, and answer its commands.

    `# plan: FOLDER` in `cmd` takes that plan instead of the case's own files.
    """
    lines = (case / "cmd").read_text(encoding="utf-8").splitlines()
    source = next((line.removeprefix("# plan: ") for line in lines if line.startswith("# plan: ")), "")
    plan = ROOT / source if source else case

    def about_the_case(copied: str, _: list[str]) -> tuple[str, ...]:
        return ("cmd", "expected", HISTORY) if Path(copied) == case else ()

    shutil.copytree(plan, folder, dirs_exist_ok=True, symlinks=True, ignore=about_the_case)
    steps = case / HISTORY / "steps"
    if steps.exists():
        history.make(folder, steps.read_text(encoding="utf-8"), case / HISTORY)
    return [line for line in lines if line.strip() and not line.startswith("#")]
