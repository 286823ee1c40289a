"""What `.gitignore` files say: which paths of a folder git would not track."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pmctl.git import find_root
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.wildcard import fits

FILE = ".gitignore"
LARGEST = 256 * 1024
MOST_RULES = 2000
LONGEST_PATTERN = 300
MOST_STEPS = 10_000_000
"""Characters compared with patterns before all the rest counts as not ignored: too much is read, never too little."""
_WILD = regex(r"[*?\[\\]")


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
    if not text or text.startswith("#") or len(text) > LONGEST_PATTERN:
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
            text = file.read(LARGEST).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return None
    return _sorted_rules(text.split("\n")[:MOST_RULES])


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


class IgnoreRules:
    """Which paths under `folder` git would not track, by the `.gitignore` files from the top of its repository down.

    Only those files count: a clone's own `.git/info/exclude` and the user's global list differ from machine to machine.
    """

    __slots__ = ("_folders", "_known", "_steps", "folder", "top")

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.abspath(folder))
        self.top = find_root(self.folder) or self.folder
        self._known: dict[str, _Rules | None] = {}
        self._folders: dict[str, bool] = {}
        self._steps = 0

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
            self._known[folder] = _read_rules(self.top / folder / FILE)
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
        return self._steps <= MOST_STEPS and _fits_path(rule.names, steps)


def _fits_path(pattern: Sequence[str], names: Sequence[str]) -> bool:
    """Whether names, step by step, fit a pattern in which `**` stands for any number of steps."""
    return fits(pattern, names, "**", _fits_name)


Part = tuple[str, frozenset[str] | tuple[tuple[str, str], ...]]
"""`*`, `?`, a character by itself, or a class: `[` or `[!` with its ranges."""
_STAR: Part = ("*", ())


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


def _fits_name(pattern: str, name: str) -> bool:
    """Whether one name fits the pattern for it."""
    return fits(_compiled(pattern), name, _STAR, _fits_one)
