"""A template that strangers may have written, filled in by a child with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from pmctl import escape
from pmctl.diagnostic import Diagnostic
from pmctl.render.faults import finding_of
from pmctl.render.filling import Fault, Prepared, fill

SECONDS = 4
CLOCK = 8.0
MEMORY = 512 * 2**20

_BOOT = """
import json, sys
call = json.loads(sys.stdin.buffer.read())
sys.path[:] = call["path"]
from pmctl.render.child import answer
sys.stdout.buffer.write(answer(call))
"""


def in_child(
    name: str, own: Mapping[str, str], data: Mapping[str, object], ready: Prepared
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Fill in a template that strangers may have written: no environment, little time, memory and output."""
    path = [os.path.abspath(entry) for entry in sys.path]
    call = json.dumps({"path": path, "name": name, "own": own, "data": data, "ready": ready}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _BOOT],
            input=call,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CLOCK,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", (finding_of(Fault(name, 1, "it takes too long and was stopped"), own),)
    try:
        answered = json.loads(done.stdout)
    except ValueError:
        return "", (finding_of(Fault(name, 1, "it needs too much time or memory and was stopped"), own),)
    if "text" in answered:
        return escape.harmless(str(answered["text"])), ()
    return "", (finding_of(Fault(answered["template"], answered["line"], answered["message"]), own),)


def answer(call: Mapping[str, Any]) -> bytes:
    """What the child says: the text, or the fault; limits are set before a template is even compiled."""
    _limit()
    try:
        reply: dict[str, object] = {"text": fill(call["name"], call["own"], call["data"], call["ready"])}
    except Fault as fault:
        reply = {"template": fault.template, "line": fault.line, "message": fault.message}
    return json.dumps(reply).encode()


def _limit() -> None:
    """Bound processor time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
