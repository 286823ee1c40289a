"""Plan text to start from, with blanks that are filled in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from pmctl.regex import regex

FOLDER = Path(__file__).parent.parent / "starters"
_BLANK = regex(r"\{(id|name|half|start)(?:\+([0-9]+))?\}")


def files_of(starter: str) -> dict[str, str]:
    """The files of a starter by their relative path, blanks not yet filled in."""
    folder = FOLDER / starter
    paths = sorted(path for path in folder.rglob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def next_monday(today: date) -> date:
    """When plans start that are begun today: today itself where it is a Monday."""
    return today + timedelta(days=-today.weekday() % 7)


def filled(text: str, id: str, today: date, title: str = "") -> str:
    """A text with its blanks filled in: `{id}`, `{name}`, `{start}` (next Monday), `{start+7}`, `{half}` (a period).

    `title` is the name as it shall stand in the file; without one it is made of the id.
    """
    start = next_monday(today)

    def value(match: re.Match[str]) -> str:
        what, days = match.group(1), timedelta(days=int(match.group(2) or 0))
        if what == "start":
            return (start + days).isoformat()
        if what == "half":
            late = start + timedelta(days=60)
            return f"{late.year}-H{1 if late.month <= 6 else 2}"
        return id if what == "id" else title or id.replace("-", " ").capitalize()

    return _BLANK.sub(value, text)
