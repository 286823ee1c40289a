"""What git knows, by its plumbing: the repository, revisions, files at a revision.

Only subcommands that run nobody's program are called (no `status`, `diff`, `show`, `ls-files`), each with the settings
that a hostile repository could turn against its reader overruled, in an environment without `GIT_*`. Everything is read
only. Where git is missing or says no, the answer is None: nothing here raises for what is in a repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Timer

LONGEST_REVISION = 256
LONGEST_OUTPUT = 64 * 1024 * 1024
LARGEST_BLOB = 2 * 1024 * 1024
LARGEST_SUM = 50 * 1024 * 1024
SECONDS = 60
SHORT = 7
FILE_MODES = frozenset({"100644", "100755"})

# each of these could name a program, a place to write to or a host to ask
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "diff.external=",
    "log.showSignature=false",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
)
_OPTIONS = ("--no-pager", "--no-optional-locks", "--no-replace-objects")
_CLEAN = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_CLOSED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "",
}
_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# `:/words` and `^{/words}` search with a regular expression of the caller; `@{yesterday}` asks the clock
_SEARCH = re.compile(r"\^\{/|@\{(?!(?:-?[0-9]{1,7}|u|upstream|push)\})")


@dataclass(frozen=True, slots=True)
class File:
    """A regular file of a tree: its path from the top with `/`, the id of its contents, its size in bytes (-1 where the
    repository lacks them).
    """

    path: str
    blob: str
    size: int


# --- calling git ------------------------------------------------------------------------------------------------------


def executable() -> str | None:
    """The absolute path of git, never one that stands in the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    here = os.path.realpath(os.curdir)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        elsewhere = os.path.isabs(folder) and os.path.realpath(folder) != here
        if elsewhere and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Ours without any `GIT_*`: a hook or an attacker sets those to point git elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return {**kept, **_CLEAN, **extra}


def _output(command: Sequence[str], folder: str, environment: dict[str, str], given: bytes | None) -> bytes | None:
    """What a command prints, None where it fails, takes too long or prints more than we want to hold."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return None
    clock = Timer(SECONDS, process.kill)
    clock.daemon = True
    clock.start()
    try:
        with process:
            printed = _printed(process, given)
            if len(printed) > LONGEST_OUTPUT:
                process.kill()
    except OSError:
        return None
    finally:
        clock.cancel()
    return printed if process.returncode == 0 and len(printed) <= LONGEST_OUTPUT else None


def _printed(process: subprocess.Popen[bytes], given: bytes | None) -> bytes:
    if given is not None:
        return process.communicate(given)[0]
    return process.stdout.read(LONGEST_OUTPUT + 1) if process.stdout else b""


def _git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """Call one of the safe subcommands on the repository whose top is `root`."""
    program = executable()
    if program is None:
        return None
    top = os.path.abspath(root)
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    # a folder of committed files can look like a bare repository, so the place of `.git` is never left to discovery
    command = [program, *settings, *_OPTIONS, f"--git-dir={os.path.join(top, '.git')}", *arguments]
    return _output(command, top, _environment(_CLOSED), given)


def _line(printed: bytes | None) -> str | None:
    """The one line that was printed."""
    if printed is None:
        return None
    text = printed.decode("utf-8", "replace").removesuffix("\n")
    return text if text and "\n" not in text else None


# --- the repository ---------------------------------------------------------------------------------------------------


def find_root(start: Path) -> Path | None:
    """The top of the repository that a folder or file is in: the nearest folder upward that holds a `.git`."""
    folder = Path(os.path.abspath(start))
    for candidate in (folder, *folder.parents):
        if (candidate / ".git" / "HEAD").exists() or (candidate / ".git").is_file():
            return candidate
    return None


def head(root: Path) -> tuple[str, str] | None:
    """The short id of the checked-out commit and its branch ("" where there is none); None before the first commit."""
    revision = resolve_revision(root, "HEAD")
    if revision is None:
        return None
    branch = _line(_git(root, "rev-parse", "--abbrev-ref", "HEAD"))
    return revision[:SHORT], "" if branch in (None, "HEAD") else str(branch)


def user_email() -> str | None:
    """Who works here, by the user's own configuration; the repository's is not asked."""
    program = executable()
    if program is None:
        return None
    command = [program, "--no-pager", "config", "--global", "--get", "user.email"]
    email = _line(_output(command, os.path.abspath(os.sep), _environment({}), None))
    return email if email and len(email) <= LONGEST_REVISION and email.isprintable() else None


def resolve_revision(root: Path, text: str) -> str | None:
    """The full id of the commit that a revision names; None for no commit and for what could be taken for an option."""
    if not text or len(text) > LONGEST_REVISION or not text.isprintable() or text[0] in "-:" or _SEARCH.search(text):
        return None
    found = _line(_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", text + "^{commit}"))
    return found if found and _HEX.fullmatch(found) else None


def commit_day(root: Path, revision: str) -> date | None:
    """The day on which a commit was made, as the committer's own calendar had it; `revision` is a full id."""
    if not _HEX.fullmatch(revision):
        return None
    found = _line(_git(root, "log", "-1", "--format=%cs", "--end-of-options", revision))
    match = _DAY.fullmatch(found or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


# --- files at a revision ----------------------------------------------------------------------------------------------


def ls_tree(root: Path, revision: str) -> tuple[File, ...] | None:
    """All regular files of a revision (a full id), by path; links, submodules and devices are none."""
    if not _HEX.fullmatch(revision):
        return None
    printed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", revision)
    if printed is None:
        return None
    files = [file for record in printed.split(b"\0") if (file := _file(record)) is not None]
    return tuple(sorted(files, key=lambda file: file.path))


def _file(record: bytes) -> File | None:
    """`100644 blob ID SIZE<tab>PATH`; the size is `BAD` where the contents are missing."""
    about, _, path = record.partition(b"\t")
    words = about.decode("ascii", "replace").split()
    if len(words) != 4 or words[0] not in FILE_MODES:
        return None
    return File(path.decode("utf-8", "replace"), words[2], int(words[3]) if words[3].isdecimal() else -1)


def read_blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes | None]:
    """The contents of blobs by id; None for what is missing, no blob, larger than 2 MiB or past 50 MiB in all."""
    wanted = list(dict.fromkeys(ids))
    contents: dict[str, bytes | None] = dict.fromkeys(wanted)
    small: list[str] = []
    left = LARGEST_SUM
    for blob, size in _sizes(root, wanted):
        if size <= min(LARGEST_BLOB, left):
            left -= size
            small.append(blob)
    printed = _git(root, "cat-file", "--batch", given=_lines(small)) if small else None
    at = 0
    while printed and at < len(printed):
        line_end = printed.index(b"\n", at)
        words = printed[at:line_end].decode("ascii", "replace").split()
        if len(words) != 3:
            break
        at = line_end + 1 + int(words[2])
        contents[words[0]] = printed[line_end + 1 : at]
        at += 1
    return contents


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in ids).encode("ascii")


def _sizes(root: Path, ids: Iterable[str]) -> list[tuple[str, int]]:
    """Ids and sizes of those that are blobs, asked before anything is read."""
    asked = _lines(blob for blob in ids if _HEX.fullmatch(blob))
    printed = _git(root, "cat-file", "--batch-check", given=asked) if asked else None
    rows = [line.split() for line in (printed or b"").decode("ascii", "replace").splitlines()]
    return [(row[0], int(row[2])) for row in rows if len(row) == 3 and row[1] == "blob"]
