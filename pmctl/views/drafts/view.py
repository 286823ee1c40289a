"""A draft becomes a screen: the text of each file that changes, and the difference of the two plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from pmctl.diagnostic import Diagnostic
from pmctl.operations import Draft
from pmctl.source import text_of
from pmctl.views.diff.view import Difference, Side, difference

NOT_THERE = "/dev/null"
"""What stands for a file that is new or gone, as in every diff."""
NO_LINE_END = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """A file that changes, and how as the lines of a unified diff."""

    path: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """The files that change, and what sets the plan with them apart from the plan without.

    `odd` are the new errors, what else the rules find anew in the items that were named, and new warnings in the files.
    """

    files: tuple[FileDiff, ...]
    difference: Difference
    odd: tuple[Diagnostic, ...] = ()


def draft_view(draft: Draft, before: Side, after: Side, level: bool) -> DraftView:
    """What a draft changes; the two sides are its plans, by the names under which they are told."""
    files = (file_diff(path, *pair) for path, pair in sorted(draft.files.items()))
    found = difference(before, after, level)
    new = found.follows.findings.new
    odd = [one for one in new if one.severity == "error"]
    odd += [one for one in new if one.severity != "error" and _is_near(one, draft)]
    return DraftView(tuple(files), found, tuple(odd))


def _is_near(finding: Diagnostic, draft: Draft) -> bool:
    """Is it about what was named, or a warning in a file that changes?"""
    return finding.item in draft.about or (finding.severity == "warning" and finding.span.path in draft.files)


def file_diff(path: str, old: bytes | None, new: bytes | None) -> FileDiff:
    """How one file changes; None stands for a file that is not there."""
    return FileDiff(path, tuple(_lines(path, old, new)))


def _lines(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    was, now = (text_of(data or b"").splitlines(keepends=True) for data in (old, new))
    before, after = (f"{side}/{path}" if data is not None else NOT_THERE for side, data in (("a", old), ("b", new)))
    for line in unified_diff(was, now, before, after):
        yield line.rstrip("\r\n")
        if not line.endswith(("\n", "\r")):
            yield NO_LINE_END
