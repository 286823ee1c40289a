"""What git knows, by its plumbing: the repository, revisions, files at a revision; and what `.gitignore` files say.

Only subcommands that run nobody's program are called (no `status`, `diff`, `show`, `ls-files`), each with the settings
that a hostile repository could turn against its reader overruled, in an environment without `GIT_*`. Everything is read
only. Where git is missing or says no, the answer is None: nothing here raises for what is in a repository.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
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
    """A regular file of a tree: its path from the top with `/`, the id of its contents, its size in bytes."""

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
    """`100644 blob ID SIZE<tab>PATH`."""
    about, _, path = record.partition(b"\t")
    words = about.decode("ascii", "replace").split()
    if len(words) != 4 or words[0] not in FILE_MODES or not words[3].isdecimal():
        return None
    return File(path.decode("utf-8", "replace"), words[2], int(words[3]))


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


# --- what `.gitignore` files say --------------------------------------------------------------------------------------

IGNORE_FILE = ".gitignore"
IGNORE_BYTES = 256 * 1024
IGNORE_RULES = 2000
IGNORE_PATTERN = 300
IGNORE_STEPS = 10_000_000
"""Characters compared with patterns before all the rest counts as not ignored: too much is read, never too little."""

_WILD = re.compile(r"[*?\[\\]")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line of a `.gitignore`: the later of two that match wins."""

    order: int
    names: tuple[str, ...]  # a name a step; `**` for any number of steps
    anchored: bool
    folders_only: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one folder: those without wildcards by what they name, the others from the last to the first."""

    plain: Mapping[str, tuple[_Rule, ...]]
    wild: tuple[_Rule, ...]


def _rule(order: int, line: str) -> _Rule | None:
    """One line of a `.gitignore` (gitignore(5)), None for an empty one or a comment."""
    text = line.removesuffix("\r")
    while text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1]
    if not text or text.startswith("#") or len(text) > IGNORE_PATTERN:
        return None
    negated = text.startswith("!")
    text = text[negated:]
    folders_only = text.endswith("/")
    text = text.rstrip("/") if folders_only else text
    anchored = "/" in text
    names = [name for name in text.split("/") if name]
    if not names:
        return None
    if len(names) > 1 and names[-1] == "**":
        names.append("*")  # `a/**` is what is in `a`, not `a` itself
    return _Rule(order, tuple(names), anchored, folders_only, negated)


def _read_rules(path: Path) -> _Rules | None:
    """The rules of a file; a link, a device or a file that cannot be read has none."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            text = file.read(IGNORE_BYTES).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return None
    return _sorted_rules(text.split("\n")[:IGNORE_RULES])


def _sorted_rules(lines: Sequence[str]) -> _Rules:
    plain: dict[str, tuple[_Rule, ...]] = {}
    wild: list[_Rule] = []
    for rule in (rule for order, line in enumerate(lines) if (rule := _rule(order, line)) is not None):
        text = "/".join(rule.names)
        if _WILD.search(text):
            wild.insert(0, rule)
        else:
            key = f"/{text}" if rule.anchored else text
            plain[key] = (*plain.get(key, ()), rule)
    return _Rules(plain, tuple(wild))


@dataclass(slots=True)
class IgnoreRules:
    """Which paths under `folder` git would not track, by the `.gitignore` files from the top of its repository down.

    Only those files count: a clone's own `.git/info/exclude` and the user's global list differ from machine to machine.
    """

    folder: Path
    top: Path = field(init=False)
    _known: dict[str, _Rules | None] = field(init=False, default_factory=dict)
    _folders: dict[str, bool] = field(init=False, default_factory=dict)
    _steps: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.folder = Path(os.path.abspath(self.folder))
        self.top = find_root(self.folder) or self.folder

    def __call__(self, path: str, is_folder: bool) -> bool:
        """Is a path (relative to `folder`, with `/`) ignored, by itself or with a folder above it?"""
        prefix = self.folder.relative_to(self.top).as_posix()
        names = [name for name in (*prefix.split("/"), *path.split("/")) if name not in ("", ".")]
        for depth in range(1, len(names)):
            if self._is_ignored_folder(names[:depth]):
                return True
        return self._is_ignored_folder(names) if is_folder else self._judged(names, False)

    def _is_ignored_folder(self, names: list[str]) -> bool:
        key = "/".join(names)
        if key not in self._folders:
            self._folders[key] = self._judged(names, True)
        return self._folders[key]

    def _judged(self, names: list[str], is_folder: bool) -> bool:
        """The word of the deepest `.gitignore` that has one."""
        for depth in range(len(names) - 1, -1, -1):
            rules = self._rules_of("/".join(names[:depth]))
            rule = self._last_match(rules, names[depth:], is_folder) if rules is not None else None
            if rule is not None:
                return not rule.negated
        return False

    def _rules_of(self, folder: str) -> _Rules | None:
        if folder not in self._known:
            self._known[folder] = _read_rules(self.top / folder / IGNORE_FILE)
        return self._known[folder]

    def _last_match(self, rules: _Rules, names: list[str], is_folder: bool) -> _Rule | None:
        named = (*rules.plain.get(names[-1], ()), *rules.plain.get("/" + "/".join(names), ()))
        fitting = [rule for rule in named if is_folder or not rule.folders_only]
        best = max(fitting, key=lambda rule: rule.order, default=None)
        for rule in rules.wild:
            if best is not None and rule.order < best.order:
                break
            if (is_folder or not rule.folders_only) and self._matches(rule, names):
                return rule
        return best

    def _matches(self, rule: _Rule, names: list[str]) -> bool:
        steps = names if rule.anchored else names[-1:]
        self._steps += sum(map(len, steps)) * sum(1 + name.count("*") for name in rule.names)
        return self._steps <= IGNORE_STEPS and _fits_path(rule.names, steps)


def _fits_path(pattern: Sequence[str], names: Sequence[str]) -> bool:
    """Whether names, step by step, fit a pattern in which `**` stands for any number of steps."""
    at = step = 0
    star, resume = -1, 0
    while step < len(names):
        if at < len(pattern) and pattern[at] == "**":
            star, resume = at, step
            at += 1
        elif at < len(pattern) and _fits_name(_compiled(pattern[at]), names[step]):
            at, step = at + 1, step + 1
        elif star >= 0:
            resume += 1
            at, step = star + 1, resume
        else:
            return False
    return all(name == "**" for name in pattern[at:])


Part = tuple[str, frozenset[str] | tuple[tuple[str, str], ...]]
"""`*`, `?`, a character by itself, or a class: `[` or `[!` with its ranges."""


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[Part, ...]:
    """The parts of a pattern for one name; two stars in a row are one."""
    parts: list[Part] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        end = _class_end(pattern, at) if character == "[" else -1
        if end > 0:
            parts.append(_class(pattern[at + 1 : end]))
            at = end
        elif character == "\\" and at + 1 < len(pattern):
            at += 1
            parts.append(("=", frozenset(pattern[at])))
        elif character in "*?":
            parts.append((character, ()))
        else:
            parts.append(("=", frozenset(character)))
        at += 1
    return tuple(part for place, part in enumerate(parts) if place == 0 or part[0] != "*" or parts[place - 1][0] != "*")


def _class_end(pattern: str, start: int) -> int:
    """Where `]` closes a class; one that stands first is a member."""
    at = start + 1
    at += pattern[at : at + 1] in ("!", "^")
    return pattern.find("]", at + 1)


def _class(inside: str) -> Part:
    negated = inside[:1] in ("!", "^")
    members = inside[negated:].replace("\\", "")
    ranges: list[tuple[str, str]] = []
    at = 0
    while at < len(members):
        if members[at + 1 : at + 2] == "-" and at + 2 < len(members):
            ranges.append((members[at], members[at + 2]))
            at += 3
        else:
            ranges.append((members[at], members[at]))
            at += 1
    return "[!" if negated else "[", tuple(ranges)


def _fits_one(part: Part, character: str) -> bool:
    kind, members = part
    if isinstance(members, frozenset):
        return character in members
    inside = any(low <= character <= high for low, high in members)
    return kind == "?" or (kind == "[" and inside) or (kind == "[!" and not inside)


def _fits_name(parts: Sequence[Part], name: str) -> bool:
    """Whether a name fits, in at most as many steps as parts times characters."""
    at = place = 0
    star, resume = -1, 0
    while place < len(name):
        if at < len(parts) and parts[at][0] == "*":
            star, resume = at, place
            at += 1
        elif at < len(parts) and _fits_one(parts[at], name[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            resume += 1
            at, place = star + 1, resume
        else:
            return False
    return all(part[0] == "*" for part in parts[at:])
