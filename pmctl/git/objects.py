"""The objects of a repository: the files of a tree and their contents, read by processes that stay.

Trees are read as they are stored, so that of two revisions only what differs is read twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from pmctl.git.calling import HEX, conversation, limited
from pmctl.record import dataclass

if TYPE_CHECKING:
    import subprocess

LARGEST_BLOB = 4 * 1024 * 1024
LARGEST_OBJECT = 8 * 1024 * 1024
"""Of a folder; a larger one is not looked at."""
LARGEST_SUM = 50 * 1024 * 1024
MOST_FILES = 200_000
MOST_TREES = 50_000
DEEPEST = 64
MOST_STARTS = 50
"""Processes started for one repository: git ends at an object that is damaged."""
AT_ONCE = 400
"""Questions put before the answers are read: together they fit into a pipe."""

_FOLDER = b"40000"
_FILES = frozenset((b"100644", b"100755"))


@dataclass(frozen=True, slots=True)
class File:
    """A regular file of a tree: its path with `/`, and the id of its contents."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class _Tree:
    """One stored folder: its files and folders, as name and id."""

    files: tuple[tuple[str, str], ...]
    folders: tuple[tuple[str, str], ...]


class Objects:
    """The objects of the repository whose top is `root`; close it, or use it in `with`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._starts = 0
        self._is_timed = False
        self._trees: dict[str, _Tree | None] = {}
        self._marks: dict[str, str] = {}

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes.values():
            _end(process)
        self._processes.clear()

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """Nothing that is asked inside takes longer than any call of git may."""
        if self._is_timed:
            yield
            return
        self._is_timed = True
        try:
            with limited(self._stop):
                yield
        finally:
            self._is_timed = False

    def _stop(self) -> None:
        self._starts = MOST_STARTS
        for process in list(self._processes.values()):
            process.kill()

    def files(self, revision: str, folder: str = "") -> Mapping[str, File] | None:
        """By path from `folder` (from the top where it is empty) the regular files of a commit or tree (a full id).

        Links, submodules and devices are none. None where that tree cannot be read, or holds more than we look at.
        """
        if not HEX.fullmatch(revision):
            return None
        with self._timed():
            tree = self._tree(f"{revision}^{{tree}}")
            for name in (part for part in folder.split("/") if part):
                inner = dict(tree.folders).get(name) if tree is not None else None
                tree = self._tree(inner) if inner is not None else None
            return self._walk(tree) if tree is not None else None

    def mark(self, revision: str, folder: str, wanted: Callable[[str], bool]) -> str:
        """What stands for all files under a folder of a commit or tree (a full id) whose names are `wanted` (always the
        same function); empty where there is none. Of many revisions only those folders are looked at that differ.
        """
        if not HEX.fullmatch(revision):
            return ""
        with self._timed():
            name = f"{revision}^{{tree}}"
            for part in (part for part in folder.split("/") if part):
                tree = self._tree(name)
                name = dict(tree.folders).get(part, "") if tree is not None else ""
                if not name:
                    return ""
            return self._mark(name, wanted, DEEPEST)

    def _mark(self, name: str, wanted: Callable[[str], bool], depth: int) -> str:
        known = self._marks.get(name)
        tree = self._tree(name) if known is None and depth else None
        if known is None and tree is not None:
            self._fetch([id for _, id in tree.folders])
            parts = [f"{blob} {file}\n" for file, blob in tree.files if wanted(file)]
            inner = ((part, self._mark(id, wanted, depth - 1)) for part, id in tree.folders)
            parts += [f"{mark} {part}/\n" for part, mark in inner if mark]
            known = self._marks[name] = _hash("".join(parts)) if parts else ""
        return known or ""

    def sizes(self, ids: Iterable[str]) -> dict[str, int]:
        """The sizes of those ids that are blobs and are there, asked before anything is read."""
        wanted = [blob for blob in dict.fromkeys(ids) if HEX.fullmatch(blob)]
        with self._timed():
            heads = [_head(answer) for answer in self._ask("--batch-check", wanted)]
        return {blob: head[1] for blob, head in zip(wanted, heads, strict=True) if head and head[0] == "blob"}

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes | None]:
        """The contents of blobs by id; None for what is missing, no blob, larger than 4 MiB or past 50 MiB in all."""
        contents: dict[str, bytes | None] = dict.fromkeys(ids)
        left, small = LARGEST_SUM, list[str]()
        with self._timed():
            for blob, size in self.sizes(contents).items():
                if size <= min(LARGEST_BLOB, left):
                    left -= size
                    small.append(blob)
            contents.update((blob, data) for blob, (_, data) in zip(small, self._contents(small), strict=True))
        return contents

    def _walk(self, top: _Tree) -> Mapping[str, File] | None:
        """Folder by folder, a level at a time."""
        found: dict[str, File] = {}
        level, trees = [("", top)], 0
        for _ in range(DEEPEST):
            for prefix, tree in level:
                found.update((prefix + name, File(prefix + name, blob)) for name, blob in tree.files)
            below = [(f"{prefix}{name}/", id) for prefix, tree in level for name, id in tree.folders]
            trees += len(below)
            if not below:
                return found
            if trees > MOST_TREES or len(found) > MOST_FILES:
                return None
            self._fetch([id for _, id in below])
            inner = [(prefix, self._trees.get(id)) for prefix, id in below]
            level = [(prefix, tree) for prefix, tree in inner if tree is not None]
            if len(level) < len(inner):
                return None
        return None

    def _tree(self, name: str) -> _Tree | None:
        self._fetch([name])
        return self._trees.get(name)

    def _fetch(self, names: Sequence[str]) -> None:
        """Read those trees that were not read yet."""
        if len(self._trees) > MOST_TREES:
            self._trees.clear()
            self._marks.clear()
        wanted = [name for name in dict.fromkeys(names) if name not in self._trees]
        if not wanted:
            return
        width = len(wanted[0].partition("^")[0]) // 2
        for name, (kind, data) in zip(wanted, self._contents(wanted), strict=True):
            self._trees[name] = _tree_of(data, width) if data is not None and kind == "tree" else None

    def _contents(self, names: Sequence[str]) -> list[tuple[str, bytes | None]]:
        """Kind and contents of objects."""
        found: list[tuple[str, bytes | None]] = []
        for answer in self._ask("--batch", names):
            head = _head(answer)
            found.append((head[0], answer.partition(b"\n")[2]) if answer and head else ("", None))
        return found

    def _ask(self, how: str, names: Sequence[str]) -> list[bytes | None]:
        """The answer about each name: a line and, with `--batch`, the contents behind it; None where git fails."""
        answers: list[bytes | None] = []
        while len(answers) < len(names):
            some = names[len(answers) : len(answers) + AT_ONCE]
            found = self._conversed(how, some)
            answers += found
            if len(found) < len(some):  # git ended at this object
                answers.append(None)
        return answers

    def _conversed(self, how: str, names: Sequence[str]) -> list[bytes]:
        """Answers to some questions, fewer where the process ends."""
        process = self._process(how)
        answers: list[bytes] = []
        if process is None or process.stdin is None or process.stdout is None:
            return answers
        try:
            process.stdin.write("".join(f"{name}\n" for name in names).encode("ascii"))
            process.stdin.flush()
            while len(answers) < len(names) and (answer := _answer(process.stdout, how == "--batch")) is not None:
                answers.append(answer)
        except (OSError, ValueError):
            pass
        if len(answers) < len(names):
            _end(self._processes.pop(how))
        return answers

    def _process(self, how: str) -> subprocess.Popen[bytes] | None:
        if how not in self._processes and self._starts < MOST_STARTS:
            self._starts += 1
            process = conversation(self.root, "cat-file", how)
            if process is not None:
                self._processes[how] = process
        return self._processes.get(how)


def read_blob(root: Path, blob: str) -> bytes | None:
    """The contents of one blob (a full id) of the repository whose top is `root`; None as `Objects.blobs` says."""
    with Objects(root) as objects:
        return objects.blobs([blob])[blob]


def changed(before: Mapping[str, File], after: Mapping[str, File]) -> tuple[str, ...]:
    """The paths at which two trees differ, in order."""
    return tuple(sorted(path for path in {**before, **after} if before.get(path) != after.get(path)))


def _answer(stream: IO[bytes], whole: bool) -> bytes | None:
    """The next answer, None where there is none any more, or none that we want to hold."""
    head = stream.readline()
    if not head.endswith(b"\n"):
        return None
    about = _head(head) if whole else None
    if about is None:
        return head
    if about[1] > LARGEST_OBJECT:
        return None
    body = stream.read(about[1] + 1)
    return head + body[:-1] if len(body) == about[1] + 1 else None


def _head(answer: bytes | None) -> tuple[str, int] | None:
    """Kind and size of an object in `ID KIND SIZE`; None for what is missing."""
    words = (answer or b"").partition(b"\n")[0].split()
    return (words[1].decode("ascii", "replace"), int(words[2])) if len(words) == 3 and words[2].isdigit() else None


def _tree_of(data: bytes, width: int) -> _Tree:
    """A tree as git stores it: `MODE NAME`, NUL, an id of `width` bytes, without anything between the entries."""
    files: list[tuple[str, str]] = []
    folders: list[tuple[str, str]] = []
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        if end < 0:
            break
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + width
        entry = (name.decode("utf-8", "surrogateescape"), data[end + 1 : at].hex())
        if mode in _FILES:
            files.append(entry)
        elif mode == _FOLDER:
            folders.append(entry)
    return _Tree(tuple(files), tuple(folders))


def _hash(text: str) -> str:
    from hashlib import sha256  # takes longer to import than a small plan to read

    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        try:
            if stream is not None:
                stream.close()
        except OSError:
            pass
    process.wait()
