"""Commits: the main line in the order in which it was made, and where two lines part."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from pmctl.git.calling import HEX, git, line
from pmctl.record import dataclass
from pmctl.regex import regex

MOST_COMMITS = 100_000
_FIELDS = ("%H", "%T", "%P", "%cI", "%an", "%ae", "%s")
_TRAILER = regex(r"([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: full ids of itself, its tree and its parents; when it was committed, in the committer's own zone; who
    wrote it; the first line of its message; the trailers (`Task: checkout/api`) in their order.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    at: datetime
    author: str
    email: str
    subject: str
    trailers: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> date:
        """The day on which it was committed, as the committer's own calendar had it."""
        return self.at.date()


def main_line(
    root: Path, revision: str, since: str = "", with_trailers: bool = False, below: str = "."
) -> tuple[Commit, ...] | None:
    """The first parents of a revision (a full id) and itself, the oldest first; with `since` those behind that commit,
    with a folder `below` the top those that changed something in it.

    The order is that of the commits; their dates may go back and forth. None where git cannot read them. Trailers are
    read where they are asked for: the messages of a long history are more than a small machine should hold.
    """
    if not HEX.fullmatch(revision) or (since and not HEX.fullmatch(since)):
        return None
    bounds = [revision, f"^{since}"] if since else [revision]
    wanted = (f"--max-count={MOST_COMMITS}", "--first-parent", "--end-of-options", *bounds, "--", *_below(below))
    return _logged(root, *wanted, with_trailers=with_trailers)


def commit(root: Path, revision: str) -> Commit | None:
    """One commit by its full id."""
    found = _logged(root, "--max-count=1", "--end-of-options", revision) if HEX.fullmatch(revision) else None
    return found[0] if found else None


def last_change(root: Path, folder: str) -> Commit | None:
    """The last commit up to what is checked out that changed something in a folder or file below the top (`.`: it)."""
    found = _logged(root, "--max-count=1", "--end-of-options", "HEAD", "--", *_below(folder))
    return found[0] if found else None


def _below(folder: str) -> tuple[str, ...]:
    """What git shall look at for a folder or file below the top (`.`: everything)."""
    return () if folder == "." else (f":(top,literal){folder}",)


def between(root: Path, since: str, revision: str) -> tuple[Commit, ...] | None:
    """Every commit that leads to a revision and not to `since` (full ids), on whatever branch it was made, less merges.

    The oldest first; None where git cannot read them.
    """
    if not HEX.fullmatch(since) or not HEX.fullmatch(revision):
        return None
    return _logged(root, f"--max-count={MOST_COMMITS}", "--no-merges", "--end-of-options", revision, f"^{since}")


def with_trailer(root: Path, revision: str, key: str) -> tuple[Commit, ...] | None:
    """Every commit that leads to a revision (a full id), on whatever branch it was made, with a `KEY: ...` trailer; the
    oldest first. Case of the key does not matter. None where git cannot read them.
    """
    if not HEX.fullmatch(revision) or not _TRAILER.fullmatch(f"{key}:"):
        return None
    wanted = ("--regexp-ignore-case", "--extended-regexp", f"--grep=^{key}[ \t]*:")
    found = _logged(root, f"--max-count={MOST_COMMITS}", *wanted, "--end-of-options", revision)
    if found is None:
        return None
    return tuple(one for one in found if any(name.lower() == key.lower() for name, _ in one.trailers))


def merge_base(root: Path, first: str, second: str) -> str | None:
    """The commit (full ids, all of them) at which two lines of commits part; None where they share nothing."""
    if not HEX.fullmatch(first) or not HEX.fullmatch(second):
        return None
    found = line((git(root, "merge-base", first, second) or b"").split(b"\n")[0])
    return found if found and HEX.fullmatch(found) else None


def _logged(root: Path, *arguments: str, with_trailers: bool = True) -> tuple[Commit, ...] | None:
    wanted = (*_FIELDS, "%b" if with_trailers else "")
    printed = git(root, "log", "-z", "--no-show-signature", f"--format={'%x00'.join(wanted)}", *arguments)
    if printed is None:
        return None
    fields = printed.decode("utf-8", "replace").split("\0")
    count = len(wanted)
    rows = [fields[at : at + count] for at in range(0, len(fields) - count + 1, count)]
    return tuple(_commit(row) for row in reversed(rows))


def _commit(row: list[str]) -> Commit:
    id, tree, parents, at, author, email, subject, body = row
    return Commit(id, tree, tuple(parents.split()), _moment(at), author, email, subject, trailers_of(body))


def _moment(text: str) -> datetime:
    """A strict ISO date; one that no calendar has is the beginning of 1970, as git prints it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo is not None else _NEVER


def trailers_of(body: str) -> tuple[tuple[str, str], ...]:
    """The `Key: value` lines of the last paragraph of a message, where it has nothing else; a line that begins with
    blanks goes on with the one before.
    """
    paragraph = re.split(r"\n[ \t]*\n", body.strip())[-1]
    found: list[tuple[str, str]] = []
    for text in paragraph.splitlines():
        match = _TRAILER.fullmatch(text.rstrip())
        if match:
            found.append((match[1], match[2]))
        elif text[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}".strip())
        else:
            return ()
    return tuple(found)
