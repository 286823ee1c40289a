"""The files by which GitHub or GitLab checks a plan, reviews its changes and publishes its report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pmctl import __version__, git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.regex import regex

HOSTS = ("github", "gitlab")
FOLDER = Path(__file__).parents[2] / "starters" / "workflows"
INCLUDING = ".gitlab-ci.yml"

_BLANK = regex(r"(?<!\{)\{(version|plan|branch)\}(?!\})")
_PLAIN = regex(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}|\.")
"""Names that mean themselves in YAML, in a shell and in a pattern of branches."""


def workflows(host: str, plan: Path) -> Mapping[Path, str]:
    """Path -> text of the files for a code host, for the plan in a folder; they stand at the top of its repository.

    What GitLab builds is in one file, which others may have written: then it is theirs to include ours.
    """
    top = git.find_root(plan)
    values = {"version": __version__, "plan": _folder(top, plan), "branch": _branch(top)}
    folder = FOLDER / host
    files = sorted(path for path in folder.rglob("*.yml"))
    found = {
        (top or plan) / path.relative_to(folder): _BLANK.sub(
            lambda blank: values[blank[1]], path.read_text(encoding="utf-8")
        )
        for path in files
    }
    return {path: text for path, text in found.items() if path.name != INCLUDING or not path.exists()}


def _folder(top: Path | None, plan: Path) -> str:
    """The folder of the plan in its repository, `.` for the top."""
    inside = plan.resolve().relative_to((top or plan).resolve()).as_posix()
    if not _PLAIN.fullmatch(inside):
        hint = "letters, digits, `_`, `.`, `-` and `/` need no quotes anywhere"
        raise UserError(f"the folder `{terminal(inside[:80])}` cannot be named in a workflow", hint)
    return inside


def _branch(top: Path | None) -> str:
    """The branch that all work ends in; `main` where nobody can tell."""
    found = git.main_branch(top) if top is not None else None
    name = found.name.removeprefix("origin/") if found is not None else "main"
    return name if _PLAIN.fullmatch(name) else "main"
