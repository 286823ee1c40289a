"""`python -m tests`: format, lint, types, tests, generated pages; `--update` accepts what cases and pages show now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
)


def _run(arguments: tuple[str, ...], environment: dict[str, str] | None = None) -> tuple[int, str]:
    """A tool of this interpreter, its output shown as it comes."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line)
    return process.wait(), "".join(lines)


def _number(summary: str, *words: str) -> int:
    """How many of these words pytest counted in its last line."""
    return sum(int(count) for count, word in re.findall(r"(\d+) (\w+)", summary) if word.rstrip("s") in words)


def _pytest(arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[int, int]:
    """How many tests passed and failed."""
    status, text = _run(("pytest", *arguments), environment)
    summary = next((line for line in reversed(text.splitlines()) if re.search(r" in \d", line)), "")
    failed = _number(summary, "failed", "error")
    # a run that ends badly without a failed test (nothing collected, a crash) is a failure of its own
    return _number(summary, "passed"), failed or (1 if status else 0)


def main() -> int:
    """Run everything; the last line says how many checks and tests passed and failed."""
    update = "--update" in sys.argv[1:]
    others = tuple(argument for argument in sys.argv[1:] if argument != "--update")
    if update:
        _pytest(("tests/test_cases.py", "tests/test_pages.py"), {"PMCTL_TESTS_UPDATE": "1"})
    passed = failed = 0
    for name, arguments in CHECKS:
        status, _ = _run(arguments)
        print(f"{name}: {'ok' if status == 0 else 'failed'}", flush=True)
        passed, failed = passed + (status == 0), failed + (status != 0)
    good, bad = _pytest(("-n", "auto", *others), {})
    print(f"{passed + good} passed, {failed + bad} failed")
    return 1 if failed + bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
