"""What this machine has: Python, the libraries that pmctl needs, those that some of it can use, git."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata

from pmctl import __version__, git
from pmctl.doctor.line import Line

PYTHON = (3, 11)
LIBRARIES: Mapping[str, str] = {
    "click": "8.1",
    "defusedxml": "0.7",
    "holidays": "0.60",
    "jinja2": "3.1.6",
    "jsonschema-rs": "0.30",
    "matplotlib": "3.9",
    "networkx": "3.3",
    "numpy": "1.26",
    "PyYAML": "6.0.2",
    "rich": "13.7",
    "ruamel.yaml": "0.18.6",
    "tzdata": "2024.1",
}
"""What is always needed, and from which version on."""
EXTRAS: Mapping[str, tuple[str, str]] = {
    "apprise": ("notify", "`notify --send` to channels"),
    "ortools": ("solver", "`whatif --level optimal`"),
}
"""What some commands can use: the extra that brings it, and what it is for."""
GIT = (2, 30)


def machine_lines() -> Iterator[Line]:
    """Python, libraries, extras and git."""
    yield Line("pmctl", "ok", __version__)
    found = platform.python_version()
    if sys.version_info[:2] < PYTHON:
        yield Line(
            "Python", "problem", f"{found} is too old", f"Python {'.'.join(map(str, PYTHON))} or newer runs pmctl"
        )
    else:
        yield Line("Python", "ok", found)
    yield _libraries()
    for name, (extra, use) in EXTRAS.items():
        version = _version(name)
        if version is None:
            yield Line(name, "note", f"is not there; {use} needs it", f"pip install 'pmctl[{extra}]'")
        else:
            yield Line(name, "ok", version)
    yield _git()


def _libraries() -> Line:
    versions = {name: _version(name) for name in LIBRARIES}
    missing = [name for name, version in versions.items() if version is None]
    old = [
        f"{name} {version} (from {LIBRARIES[name]} on)"
        for name, version in versions.items()
        if version is not None and _numbers(version) < _numbers(LIBRARIES[name])
    ]
    if missing:
        return Line("libraries", "problem", f"not there: {', '.join(missing)}", "pip install --upgrade pmctl")
    if old:
        return Line("libraries", "problem", f"too old: {', '.join(old)}", "pip install --upgrade pmctl")
    return Line("libraries", "ok", ", ".join(f"{name} {version}" for name, version in versions.items()))


def _git() -> Line:
    version = git.version()
    if version is None:
        fact = "is not there, or not on the PATH: nothing of the past can be told"
        return Line("git", "problem", fact, "install git, from https://git-scm.com or your system's packages")
    if _numbers(version) < GIT:
        least = ".".join(map(str, GIT))
        return Line(
            "git", "note", f"{version} is old: {least} or newer is what pmctl is tested with", "install a newer git"
        )
    return Line("git", "ok", f"{version}, {git.executable()}")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version)[:3])
