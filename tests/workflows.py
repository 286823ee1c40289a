"""Runs the steps of a workflow, an action or a GitLab job as their servers would, in bash, without any server.

`run:` steps are executed as they stand. `uses:` steps are played: a checkout is the folder that is there already, an
artifact is a folder beside it, and `pip install` puts nothing anywhere but is written down. Expressions are looked up
in a table of what the server knows; one that is not in it is an error, so that nothing is taken for granted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BASH = shutil.which("bash")

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_OUTPUT = re.compile(r"([a-z-]+)<<(\S+)\n(.*?)\n\2\n", re.DOTALL)


def load(path: Path) -> Any:
    """A workflow as its server reads it: YAML 1.2, in which `on` is a word."""
    found = yaml.safe_load(path.read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()} if isinstance(found, dict) else found


@dataclass
class Server:
    """A runner: the folder that is checked out, one for its own files, and what it knows."""

    checkout: Path
    own: Path
    known: Mapping[str, str]
    environment: Mapping[str, str]
    said: list[str] = field(default_factory=list)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.own / "bin").mkdir(parents=True, exist_ok=True)
        (self.own / "temp").mkdir(exist_ok=True)
        self._program("pmctl", f'exec "{sys.executable}" -P -m pmctl "$@"')
        self._program("pip", f'echo "$@" >> "{self.own / "pip.log"}"')

    def _program(self, name: str, line: str) -> None:
        file = self.own / "bin" / name
        file.write_text(f"#!/bin/sh\n{line}\n")
        file.chmod(0o755)

    @property
    def summary(self) -> str:
        """What the steps wrote into their summaries."""
        file = self.own / "summary.md"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def installed(self) -> list[str]:
        """What was to be installed."""
        file = self.own / "pip.log"
        return file.read_text().splitlines() if file.exists() else []

    def valued(self, text: str) -> str:
        """A text with its expressions looked up."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _value(self, name: str) -> str:
        if name.startswith("steps."):
            _, step, _, key = name.split(".")
            return self.outputs[step][key]
        return str(self.own / "temp") if name == "runner.temp" else self.known[name]

    def bash(self, script: str, environment: Mapping[str, str]) -> int:
        """Run a script as the server does; its exit status."""
        files = {"GITHUB_OUTPUT": self.own / "output", "GITHUB_STEP_SUMMARY": self.own / "summary.md"}
        (self.own / "output").write_text("")
        whole = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI", "PMCTL"))},
            "PATH": f"{self.own / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(self.own / "temp"),
            **{name: str(path) for name, path in files.items()},
            **self.environment,
            **environment,
        }
        call = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(call, cwd=self.checkout, env=whole, capture_output=True, text=True, encoding="utf-8")
        self.said.append(done.stdout + done.stderr)
        return done.returncode


def run_job(server: Server, workflow: Mapping[str, Any], name: str, artifacts: Path) -> int:
    """Run a job of a GitHub workflow; the exit status of its first step that fails, else 0."""
    job = workflow["jobs"][name]
    given = {**workflow.get("env", {}), **job.get("env", {})}
    failed = 0
    for step in job["steps"]:
        condition = str(step.get("if", ""))
        if (failed and "!cancelled()" not in condition) or (
            ".outcome == 'success'" in condition and server.outputs.get(condition.split(".")[1]) is None
        ):
            continue
        environment = {key: server.valued(value) for key, value in {**given, **step.get("env", {})}.items()}
        status = run_step(server, step, environment, artifacts)
        failed = failed or (0 if step.get("continue-on-error") else status)
    return failed


def run_step(server: Server, step: Mapping[str, Any], environment: Mapping[str, str], artifacts: Path) -> int:
    """Run one step; its exit status."""
    status = 0
    if "run" in step:
        assert not _EXPRESSION.search(step["run"]), "an expression inside of a script is a hole"
        status = server.bash(step["run"], environment)
    else:
        status = _played(server, step, artifacts)
    if "id" in step and not status:
        text = (server.own / "output").read_text("utf-8") if (server.own / "output").exists() else ""
        server.outputs[step["id"]] = {found[1]: found[3] for found in _OUTPUT.finditer(text)}
    return status


def _played(server: Server, step: Mapping[str, Any], artifacts: Path) -> int:
    """What an action of others does, as far as it matters here."""
    action, _, commit = step["uses"].partition("@")
    assert re.fullmatch("[0-9a-f]{40}", commit), f"{action} is not pinned"
    given = {key: server.valued(value) for key, value in step.get("with", {}).items()}
    if action == "actions/upload-artifact" and Path(given["path"]).exists():
        shutil.copytree(given["path"], artifacts / given["name"], dirs_exist_ok=True)
    elif action == "actions/download-artifact":
        if not (artifacts / given["name"]).exists():
            return 1
        shutil.copytree(artifacts / given["name"], given["path"], dirs_exist_ok=True)
    elif action == "actions/upload-pages-artifact":
        shutil.copytree(given["path"], artifacts / "site")
    return 0


def run_gitlab_job(server: Server, jobs: Mapping[str, Any], name: str) -> int:
    """Run a job of GitLab: before_script and script as one, after_script in any case; the status of the first."""
    job = {**jobs.get(jobs[name].get("extends", ""), {}), **jobs[name]}
    given = {key: str(value) for key, value in job.get("variables", {}).items()}
    status = server.bash("\n".join([*job.get("before_script", ()), *job["script"]]), given)
    if job.get("after_script"):
        server.bash("\n".join(job["after_script"]), given)
    return status
