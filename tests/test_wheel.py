"""The wheel: built from this checkout and run outside it, with its schemas, templates and starters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was unpacked, as an installer does it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, text=True)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed package, run where no checkout is near."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PMCTL_TODAY": "2026-02-10"}
    call = [sys.executable, "-P", "-m", "pmctl", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_it_is_the_installed_package(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-P", "-c", "import pmctl; print(pmctl.__file__)"]
    found = subprocess.run(
        where,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()).is_relative_to(installed)


def test_main_job_outside_the_clone(installed: Path, tmp_path: Path) -> None:
    made = run(installed, tmp_path, "init", "--template", "software", "plan")
    assert (made.returncode, made.stderr) == (0, "")
    plan = tmp_path / "plan"
    checked = run(installed, plan, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    for arguments in (["status"], ["list"], ["timeline", "--format", "svg"], ["timeline", "--format", "html"]):
        shown = run(installed, plan, *arguments)
        assert (shown.returncode, shown.stderr) == (0, ""), arguments
        assert shown.stdout
    reported = run(installed, plan, "report", "status", "-o", f"{tmp_path / 'out'}{os.sep}")
    assert reported.returncode == 0, reported.stderr
    assert {path.suffix for path in (tmp_path / "out").iterdir()} >= {".html", ".md", ".svg"}


def test_workflows_travel(installed: Path, tmp_path: Path) -> None:
    for host, file in (("github", ".github/workflows/pmctl.yml"), ("gitlab", ".gitlab/pmctl.yml")):
        made = run(installed, tmp_path, "init", host, "--ci", host)
        assert (made.returncode, made.stderr) == (0, "")
        assert "pmctl ci" in (tmp_path / host / file).read_text()


def test_schemas_and_rule_pages_travel(installed: Path, tmp_path: Path) -> None:
    assert '"$id"' in run(installed, tmp_path, "schema", "project").stdout
    assert "unknown-reference" in run(installed, tmp_path, "rule", "PM101").stdout
