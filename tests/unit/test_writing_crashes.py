"""Nothing is lost whatever happens in the middle of a write: kills, faults of the disk, signals, other writers."""

from __future__ import annotations

import errno
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pmctl.diagnostic import UserError
from pmctl.writing.place import place_of
from pmctl.writing.plan import Change, write_plan
from pmctl.writing.recovering import recover

SEARCH = bool(os.environ.get("PMCTL_TESTS_SEARCH"))
"""Look longer than every run of the tests can."""
SIZE = 4_000
SYSCALLS = ("open", "write", "fsync", "fchmod", "replace", "unlink")

State = dict[str, bytes]


def state_of(folder: Path) -> State:
    """All that is in a folder: what is left of a write would show."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def version(count: int, text: str) -> State:
    """The files of a plan in one of its versions."""
    names = ["pmctl.yaml", *(f"projects/p{number}.yaml" for number in range(count - 1))]
    return {name: f"{name} {text}\n".encode() * (SIZE // 20) for name in names}


def start(folder: Path, files: State) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def between(old: State, new: State) -> dict[str, Change]:
    return {name: (data, new[name]) for name, data in old.items()}


def in_a_child(act: Callable[[], None]) -> int:
    """Do something in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    try:
        act()
        os._exit(0)
    except UserError:
        os._exit(2)
    except BaseException:
        os._exit(3)


def end_of(child: int) -> int:
    """How a process ended: its exit status, or less than 0 the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def hooked(before: Callable[[int, str], None], names: Sequence[str] = SYSCALLS) -> Iterator[list[str]]:
    """Call `before(number, name)` ahead of each call that changes the disk; the calls so far."""
    calls: list[str] = []

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            before(len(calls), name)
            return real(*given, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        yield calls


# --- kill -9 ----------------------------------------------------------------------------------------------------------

KILLING = """
import os, random, signal, sys, time
from pathlib import Path
from pmctl.writing.plan import write_plan
from pmctl.writing.recovering import recover
from tests.unit.test_writing_crashes import between, in_a_child, end_of, start, state_of, version

folder, count, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(count)
now, turn, killed, mended = version(count, "0"), 0, 0, 0
start(folder, now)
begun = time.monotonic()
write_plan(folder, between(now, now := version(count, "warm")))
longest = 1.3 * (time.monotonic() - begun)
while killed < kills:
    turn += 1
    new = version(count, str(turn))
    child = in_a_child(lambda: write_plan(folder, between(now, new)))
    time.sleep(chance.random() * longest)
    os.kill(child, signal.SIGKILL)
    killed += end_of(child) == -signal.SIGKILL
    mended += recover(folder).way != "nothing"
    found = state_of(folder)
    assert found in (now, new), sorted(found)
    now = found
print(turn, killed, mended)
"""


@pytest.mark.parametrize("count", [1, 10])
def test_a_kill_at_any_time_leaves_all_old_or_all_new(tmp_path: Path, count: int) -> None:
    memory = Path("/dev/shm")  # a process that dies takes nothing from the disk: memory is quicker
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        command = [sys.executable, "-c", KILLING, folder, str(count), "200"]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    killed, mended = map(int, done.stdout.split()[1:])
    assert killed >= 200 and (count == 1 or mended)


# --- faults at each call ----------------------------------------------------------------------------------------------


def calls_of(folder: Path, old: State, new: State) -> int:
    """How many calls a write takes."""
    with hooked(lambda number, name: None) as calls:
        write_plan(folder, between(old, new))
    write_plan(folder, between(new, old))
    return len(calls)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("count", [1, 3])
def test_a_fault_of_the_disk_at_any_call(tmp_path: Path, count: int, code: int, lasting: bool) -> None:
    old, new = version(count, "old"), version(count, "new")
    start(tmp_path, old)
    for at in range(1, calls_of(tmp_path, old, new) + 1):

        def fail(number: int, name: str, at: int = at) -> None:
            if number == at or (lasting and number > at and name != "unlink"):
                raise OSError(code, os.strerror(code))

        refused = False
        with hooked(fail):
            try:
                write_plan(tmp_path, between(old, new))
            except UserError:
                refused = True
        if refused and not place_of(tmp_path).journal.exists():
            found = {name: (tmp_path / name).read_bytes() for name in old}
            assert found == old or (lasting and found in (old, new)), f"call {at}"
        recover(tmp_path)
        found = state_of(tmp_path)
        assert found in (old, new), f"call {at}: {sorted(found)}"
        assert refused or found == new, f"call {at}"
        start(tmp_path, old)


@pytest.mark.parametrize("count", [1, 3])
def test_a_process_that_ends_at_any_call(tmp_path: Path, count: int) -> None:
    old, new = version(count, "old"), version(count, "new")
    start(tmp_path, old)
    seen = set()
    for at in range(1, calls_of(tmp_path, old, new) + 1):

        def write(at: int = at) -> None:
            with hooked(lambda number, name: os._exit(9) if number == at else None):
                write_plan(tmp_path, between(old, new))

        assert end_of(in_a_child(write)) == 9
        recover(tmp_path)
        found = state_of(tmp_path)
        assert found in (old, new), f"call {at}: {sorted(found)}"
        seen.add(found == new)
        start(tmp_path, old)
    assert seen == {False, True}


def test_a_disk_that_is_full_in_the_middle_of_a_file(tmp_path: Path) -> None:
    old, new = version(3, "old"), {name: data * 3 for name, data in version(3, "new").items()}
    start(tmp_path, old)

    def write() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 * SIZE, 2 * SIZE))
        write_plan(tmp_path, between(old, new))

    assert end_of(in_a_child(write)) == 2
    assert state_of(tmp_path) == old


SMALL = """
import sys
from pathlib import Path
from pmctl.writing.plan import write_plan
from tests.unit.test_writing_crashes import between, end_of, in_a_child, start, state_of, version

folder, old = Path(sys.argv[1]), version(3, "old")
large = {name: data * 4 for name, data in version(3, "new").items()}
start(folder, old)
print(end_of(in_a_child(lambda: write_plan(folder, between(old, large)))), state_of(folder) == old)
new = version(3, "new")
print(end_of(in_a_child(lambda: write_plan(folder, between(old, new)))), state_of(folder) == new)
"""
"""On a disk of 64 kB: a write that does not fit, and behind it one that does."""


def test_a_disk_without_room(tmp_path: Path) -> None:
    mounted = 'mount -t tmpfs -o size=64k small "$1" || exit 77; exec "$2" -c "$3" "$1"'
    command = ["sh", "-c", mounted, "sh", str(tmp_path), sys.executable, SMALL]
    alone = ["unshare", "--user", "--map-root-user", "--mount", *command]
    if shutil.which("unshare") is None:
        pytest.skip("this machine has no way to mount a small disk")
    done = subprocess.run(alone, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount a small disk")
    assert (done.stdout.splitlines(), done.stderr) == (["2 True", "0 True"], "")


# --- signals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_is_asked_to_end_ends_the_write_first(tmp_path: Path, number: signal.Signals) -> None:
    old, new = version(2, "old"), version(2, "new")
    start(tmp_path, old)
    for at in range(1, calls_of(tmp_path, old, new) + 1):

        def write(at: int = at) -> None:
            signal.signal(number, signal.SIG_DFL)
            with hooked(lambda count, name: os.kill(os.getpid(), number) if count == at else None):
                write_plan(tmp_path, between(old, new))

        assert end_of(in_a_child(write)) == -number, f"call {at}"
        assert state_of(tmp_path) == new, f"call {at}"
        write_plan(tmp_path, between(new, old))


# --- order ------------------------------------------------------------------------------------------------------------

WANTED = re.compile(r"(write )+fsync replace( replace)* fsync.*")


def test_the_disk_has_a_file_before_it_takes_its_place(tmp_path: Path) -> None:
    old, new = version(1, "old"), version(1, "new")
    start(tmp_path, old)
    with hooked(lambda number, name: None, ("write", "fsync", "replace")) as calls:
        write_plan(tmp_path, between(old, new))
    lock, *rest = calls
    assert lock == "write" and WANTED.fullmatch(" ".join(rest))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_kernel_sees_that_order(tmp_path: Path) -> None:
    start(tmp_path / "plan", version(1, "old"))
    script = (
        "import sys; from pathlib import Path; from pmctl.writing.plan import write_plan; root = Path(sys.argv[1]);"
        "write_plan(root, {'pmctl.yaml': ((root / 'pmctl.yaml').read_bytes(), b'new')})"
    )
    log = tmp_path / "log"
    traced = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=write,fsync,rename,renameat,renameat2"]
    command = [*traced, sys.executable, "-c", script, str(tmp_path / "plan")]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    if "ptrace" in done.stderr.lower():
        pytest.skip("this machine lets nobody trace")
    assert done.returncode == 0, done.stderr
    names = [line.split("(")[0].split()[-1] for line in log.read_text().splitlines() if str(tmp_path) in line]
    lock, *rest = [re.sub("rename.*", "replace", name) for name in names]
    assert lock == "write" and WANTED.fullmatch(" ".join(rest)), rest


# --- others who write -------------------------------------------------------------------------------------------------


def writer(folder: Path, name: str, end: float) -> None:
    """Adds lines of its own to both files, and keeps a list of those that were written."""
    chance, kept, number = random.Random(name), folder / f"{name}.log", 0
    files = ("pmctl.yaml", "projects/p0.yaml")
    while time.monotonic() < end:
        number += 1
        line = f"{name}-{number}\n".encode()
        before = {path: (folder / path).read_bytes() for path in files}
        with suppress(UserError):
            write_plan(folder, {path: (data, data + line) for path, data in before.items()})
            with kept.open("ab") as stream:
                stream.write(line)
        time.sleep(chance.random() / 500)


def test_each_line_of_two_writers_is_there_or_was_refused(tmp_path: Path) -> None:
    start(tmp_path, {"pmctl.yaml": b"", "projects/p0.yaml": b""})
    end = time.monotonic() + (60 if SEARCH else 2)
    children = [in_a_child(lambda name=name: writer(tmp_path, name, end)) for name in ("one", "two")]  # type: ignore[misc]
    assert [end_of(child) for child in children] == [0, 0]
    for path in ("pmctl.yaml", "projects/p0.yaml"):
        there = (tmp_path / path).read_bytes().splitlines()
        for name in ("one", "two"):
            kept = (tmp_path / f"{name}.log").read_bytes().splitlines()
            assert kept and set(kept) <= set(there)
            assert len(set(there)) == len(there)


def test_what_an_editor_saves_while_a_write_is_prepared_stays(tmp_path: Path) -> None:
    """At each call but the last instant before a file takes its place, somebody saves another text."""
    old, new = version(2, "old"), version(2, "new")
    start(tmp_path, old)
    kept = 0
    for at in range(1, calls_of(tmp_path, old, new) + 1):

        def save(number: int, name: str, at: int = at) -> None:
            if number == at and name != "replace":
                (tmp_path / "projects/p0.yaml").write_bytes(b"mine\n")

        with hooked(save), suppress(UserError):
            write_plan(tmp_path, between(old, new))
        found = state_of(tmp_path)
        if found["projects/p0.yaml"] == b"mine\n":
            kept += 1
            assert found["pmctl.yaml"] in (old["pmctl.yaml"], new["pmctl.yaml"])
        assert set(found) == set(old)
        start(tmp_path, old)
    assert kept > 5
