"""Runs pmctl where a hostile plan may do its worst: a child with limits, a fresh home, canaries around it, no network.

Run as a program it is the child: calls as JSON on standard input, what each said and did as JSON on standard output.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-02-10"
ADDRESS_SPACE = 2 * 2**30
PROCESSOR_SECONDS = 10
MOST_MEMORY = 512 * 2**20
MARK = Path("/tmp/pmctl_pwned")
CANARY = "CANARY-5d1f7e"
"""Stands in the environment, the home and beside the workspace; whoever prints it has read what is not theirs."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
OBEYED = re.compile(r"(?m)^[ \t]*::|##(?:vso)?\[")
"""What a build server obeys: blanks before `::` are trimmed, `##[` is looked for anywhere."""
OBEYED_IN_CELLS = re.compile(r"(?m)^[ \t]*(?:::|##(?:vso)?\[)")
OWN_ANNOTATION = re.compile(r"::(?:error|warning|notice)(?: [a-zA-Z]+=[^,\n]*(?:,[a-zA-Z]+=[^,\n]*)*)?::[^\n]*")
CODE = re.compile(r"PM[0-9]{3}")


@dataclass(frozen=True)
class Ran:
    """One call: its words, how it ended and what it said."""

    words: tuple[str, ...]
    status: int
    output: str
    errors: str

    def json(self) -> Any:
        return json.loads(self.output)


@dataclass(frozen=True)
class Watched:
    """All calls of one child, and what the child did meanwhile."""

    calls: tuple[Ran, ...]
    memory: int
    events: tuple[tuple[str, ...], ...]

    def of(self, *words: str) -> Ran:
        """The call that began with these words."""
        return next(call for call in self.calls if call.words[: len(words)] == words)

    def text(self) -> str:
        """Everything that was said."""
        return "\n".join(call.output + "\n" + call.errors for call in self.calls)


@dataclass(frozen=True)
class Box:
    """The folders of one sample: a workspace, a home, a temporary folder, a place for outputs, and canaries."""

    top: Path
    workspace: Path = field(init=False)
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "workspace", self.top / "workspace")
        object.__setattr__(self, "out", self.top / "out")
        for name in ("workspace", "out", "tmp", "home/.ssh", "outside"):
            (self.top / name).mkdir(parents=True)
        plan = f"kind: project\nid: outside\nname: {CANARY}\ntasks: {{a: {{name: {CANARY}}}}}\n"
        for name in ("outside/plan.yaml", "outside/m.csv", "home/plan.yaml", "home/.ssh/id_rsa", "canary.yaml"):
            (self.top / name).write_text(plan)

    def settings(self, text: str = "{kind: workspace, name: W}\n") -> None:
        """The `pmctl.yaml` of EXPECT.md, unless the sample brings its own."""
        path = self.workspace / "pmctl.yaml"
        if not path.exists():
            path.write_text(text)

    def add(self, source: Path, name: str = "") -> None:
        """Copy a sample into the plans; one that is a workspace file stands at the root."""
        data = source.read_bytes()
        target = self.workspace / "plans" / (name or source.name)
        if data.startswith(b"kind: workspace"):
            target = self.workspace / "pmctl.yaml"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)

    def fingerprint(self) -> dict[str, str]:
        """Everything in the box but the declared outputs: kind, mode and content by path."""
        found = {}
        for folder, folders, files in os.walk(self.top):
            if Path(folder) == self.top:
                folders.remove("out")
            for name in [*folders, *files]:
                path = os.path.join(folder, name)
                info = os.lstat(path)
                if stat.S_ISLNK(info.st_mode):
                    content = os.readlink(path)
                elif stat.S_ISREG(info.st_mode):
                    content = hashlib.sha256(Path(path).read_bytes()).hexdigest()
                else:
                    content = ""
                found[os.path.relpath(path, self.top)] = f"{info.st_mode:o} {content}"
        return found


@lru_cache(maxsize=1)
def without_network() -> tuple[str, ...]:
    """The words before a command that take the network away, where this machine permits it."""
    program = shutil.which("unshare")
    for words in ([], ["-r"]):
        if program and not subprocess.run([program, *words, "-n", "true"], capture_output=True).returncode:
            return program, *words, "-n"
    return ()


def run(
    box: Box,
    calls: Iterable[Sequence[str]],
    surroundings: dict[str, str] | None = None,
    memory: int = MOST_MEMORY,
) -> Watched:
    """Run calls in one child and hold it to the seven rules; the third is for `errors_have_places`."""
    before = box.fingerprint()
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(box.top / "home"),
        "TMPDIR": str(box.top / "tmp"),
        "PMCTL_TODAY": TODAY,
        "SECRET_TOKEN": CANARY,
        "LC_ALL": "C",
        **(surroundings or {}),
    }
    asked = {"calls": [list(words) for words in calls], "top": str(box.top)}
    done = subprocess.run(
        [*without_network(), sys.executable, "-I", "-B", str(Path(__file__).resolve())],
        input=json.dumps(asked).encode(),
        cwd=box.workspace,
        env=environment,
        capture_output=True,
    )
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode >= 0, f"the child died of {signal.Signals(-done.returncode).name}: {asked['calls']}\n{said}"
    assert done.returncode == 0, said
    answer = json.loads(done.stdout)
    ran = tuple(
        Ran(tuple(one["words"]), one["status"], _text(one["out"]), _text(one["err"])) for one in answer["calls"]
    )
    watched = Watched(ran, answer["memory"], tuple(tuple(event) for event in answer["events"]))
    assert len(ran) == len(asked["calls"])
    for call in ran:
        _ends_well(call)
        _commands_nothing(call)
    _does_nothing_else(watched)
    assert box.fingerprint() == before, "files changed that are no declared output"
    assert watched.memory < memory, f"{watched.memory // 2**20} MiB"
    return watched


def _text(data: str) -> str:
    return base64.b64decode(data).decode("utf-8", "backslashreplace")


def _ends_well(call: Ran) -> None:
    """Rules 1 and 2, and nothing that stands outside the workspace is in what was said."""
    shown = f"pmctl {' '.join(call.words)}\n{call.output[:3000]}\n{call.errors[:3000]}"
    assert call.status in (0, 1, 2), shown
    assert "Traceback" not in call.output + call.errors, shown
    assert CANARY not in call.output + call.errors, shown
    assert "root:x:0" not in call.output + call.errors, shown


def _commands_nothing(call: Ran) -> None:
    """Rule 6; RFC 4180 ends the lines of CSV with CR LF, RFC 5545 those of calendars."""
    is_csv = "csv" in call.words
    output = call.output.replace("\r\n", "\n") if is_csv or "ics" in call.words else call.output
    shown = f"pmctl {' '.join(call.words)}"
    for text in (output, call.errors):
        control = CONTROL.search(text)
        assert control is None, f"{shown}: {text[max(0, control.start() - 60) : control.end() + 40]!r}"
    if call.words[0] == "check" and "github" in call.words:
        lines = [line for line in output.splitlines() if OBEYED.search(line)]
        assert [line for line in lines if not OWN_ANNOTATION.fullmatch(line)] == [], shown
    else:
        obeyed = (OBEYED_IN_CELLS if is_csv else OBEYED).search(output)
        assert obeyed is None, f"{shown}: {output[obeyed.start() : obeyed.start() + 200]!r}"
    assert OBEYED.search(call.errors) is None, f"{shown}: {call.errors!r}"


def _does_nothing_else(watched: Watched) -> None:
    """Rules 4 and 5: no program but git and the child for templates, no connection, no look outside, no mark."""
    assert watched.events == (), watched.events
    assert not MARK.exists(), f"{MARK} was made: something of the plan ran"


def errors_have_places(found: Ran) -> list[dict[str, Any]]:
    """Rule 3, for `check --json`: the diagnostics, each with file, line, column and code."""
    diagnostics: list[dict[str, Any]] = found.json()["diagnostics"]
    for one in diagnostics:
        assert CODE.fullmatch(one["code"]), one
        assert one["path"], one
        assert not one["path"].startswith("/"), one
        assert one["line"] >= 1, one
        assert one["column"] >= 1, one
        assert 0 < len(one["message"]) < 1000, one
    return diagnostics


# --- the child --------------------------------------------------------------------------------------------------------

_ALLOWED = ("git", "python")
_DEVICES = ("/dev/zero", "/dev/stdin", "/dev/tty", "/etc/passwd", "/proc/self/environ")


class _Stream(io.TextIOWrapper):
    """A standard stream that keeps its bytes."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", newline="\n", write_through=True)

    def data(self) -> str:
        self.flush()
        return base64.b64encode(self.bytes.getvalue()).decode()


def _watch(top: str, events: list[list[str]]) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that writes down every connection, program, and look at what is not the workspace's."""
    outside = tuple(os.path.join(top, name) for name in ("outside", "home", "canary.yaml"))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "os.system", "os.exec"):
            events.append([event, repr(arguments)[:200]])
        elif event == "subprocess.Popen":
            program = os.path.basename(os.fsdecode(arguments[0] or arguments[1][0]))
            if not program.startswith(_ALLOWED):
                events.append([event, repr(arguments)[:200]])
        elif event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(arguments[0]))
            if path in _DEVICES or path.startswith(outside):
                events.append([event, path])

    return hook


def _call(words: list[str]) -> dict[str, Any]:
    from pmctl.cli import run as run_pmctl

    streams = sys.stdout, sys.stderr
    own = _Stream(), _Stream()
    sys.stdout, sys.stderr = own
    try:
        status = run_pmctl(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout, sys.stderr = streams
    return {"words": words, "status": status, "out": own[0].data(), "err": own[1].data()}


def _child() -> None:
    import resource

    asked = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.path.insert(0, str(ROOT))
    events: list[list[str]] = []
    sys.addaudithook(_watch(asked["top"], events))
    done = []
    for words in asked["calls"]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        bound = int(used.ru_utime + used.ru_stime) + 1 + PROCESSOR_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (bound, resource.RLIM_INFINITY))  # each call has its own
        done.append(_call(words))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"calls": done, "memory": max(_own_peak(), children), "events": events}))


def _own_peak() -> int:
    """Bytes. On Linux `ru_maxrss` begins at what the test runner used when it started this process."""
    import resource

    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    _child()
