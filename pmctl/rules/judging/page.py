"""A rule's docstring as a page: its first sentence, its sections under fixed headings, and the plans that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

HEADINGS = ("What it finds", "Why it matters", "Bad", "Good", "Near miss", "How to fix or allow")
MARK = "# <- here"
"""The comment on the line at which the finding of a Bad block must point."""
TODAY = date(2026, 2, 10)
"""The day on which an example is judged, unless its `# today:` line says another."""
TAB = "→"
"""What stands for a tab at the start of a line: nobody would see one, and Python takes it out of docstrings."""

_PATHS = {"workspace": "pmctl.yaml", "people": "people.yaml", "product": "products/shop.yaml"}


@dataclass(frozen=True, slots=True)
class Example:
    """A plan on a page: its text, its files by path, the day, and the places (path, line) that are marked.

    Of a change `base` are the files before it, `files` all that are there afterwards, `approvers` approve and `authors`
    (mail addresses) wrote it. Of a history `commits` are the days of its commits with what each ends in
    (`Task: checkout/api`), the oldest first.
    """

    text: str
    files: Mapping[str, str]
    today: date
    marks: tuple[tuple[str, int], ...]
    base: Mapping[str, str] = field(default_factory=dict)
    approvers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    commits: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading: paragraphs of text, then plans."""

    heading: str
    text: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a rule."""

    summary: str
    sections: tuple[Section, ...]

    def section(self, heading: str) -> Section:
        """The section under a heading; empty where there is none."""
        return next((s for s in self.sections if s.heading == heading), Section(heading, "", ()))


def page(text: str) -> Page:
    """Read a page. A heading is a line of its own that ends with a colon; what is indented below it is a plan."""
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    starts = [at for at, line in enumerate(lines) if line.removesuffix(":") in HEADINGS and line.endswith(":")]
    summary = " ".join(line for line in lines[: starts[0] if starts else None] if line)
    ends = [*starts[1:], len(lines)]
    return Page(summary, tuple(_section(lines[a:b]) for a, b in zip(starts, ends, strict=False)))


def _section(lines: list[str]) -> Section:
    """One heading with its paragraphs and blocks; a blank line inside a block belongs to it, `---` divides blocks."""
    words = "\n".join(line for line in lines[1:] if not line.startswith("    ")).strip("\n")
    blocks: list[list[str]] = [[]]
    for line in lines[1:]:
        if line == "    ---":
            blocks.append([])
        elif line.startswith("    ") or (not line and blocks[-1]):
            blocks[-1].append(line[4:])
    examples = tuple(_example("\n".join(block).strip("\n")) for block in blocks if any(block))
    return Section(lines[0].removesuffix(":"), words, examples)


def _example(text: str) -> Example:
    """Split a block into files at its `# file:` lines, and at its `# base:` lines those of the plan before."""
    today, path = TODAY, ""
    files: dict[str, list[str]] = {}
    base: dict[str, list[str]] = {}
    people: dict[str, list[str]] = {"# approver": [], "# author": []}
    commits: list[tuple[date, str]] = []
    into = files
    for line in text.split("\n"):
        word, _, rest = line.partition(": ")
        if word == "# today":
            today = date.fromisoformat(rest.strip())
        elif word in people:
            people[word].append(rest.strip())
        elif word == "# commit":
            day, _, trailer = rest.strip().partition(" ")
            commits.append((date.fromisoformat(day), trailer))
        elif word in ("# file", "# base"):
            path, into = rest.strip(), files if word == "# file" else base
            into[path] = []
        else:
            path = path or _PATHS.get(line.removeprefix("kind: ").strip(), "projects/checkout.yaml")
            into.setdefault(path, []).append("\t" + line[1:] if line.startswith(TAB) else line)
    marks = tuple((p, n) for p, own in files.items() for n, line in enumerate(own, 1) if MARK in line)
    approvers, authors = (tuple(names) for names in people.values())
    return Example(text, _joined({**base, **files}), today, marks, _joined(base), approvers, authors, tuple(commits))


def _joined(files: Mapping[str, list[str]]) -> dict[str, str]:
    return {path: "\n".join(lines).strip("\n") + "\n" for path, lines in files.items()}
