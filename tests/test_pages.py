"""What pages show of pmctl is what pmctl says: their command blocks are run.

A fenced `console` block below a line `<!-- run in FOLDER -->` is a transcript; FOLDER is relative to the project. Only
standard output and errors are shown. `python -m tests --update` writes the blocks anew.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.transcript import ROOT, UPDATE, run

PAGES = ("README.md", "docs/*.md")
BLOCK = re.compile(r"(<!-- run in (?P<folder>\S+) -->\n```console\n)(?P<body>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def pages() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for pattern in PAGES for path in sorted(ROOT.glob(pattern))]


def shown(text: str, scratch: Path) -> str:
    """A page with its blocks written anew; every folder is copied once, so what one block writes the next one sees."""

    def block(match: re.Match[str]) -> str:
        folder = scratch / match["folder"]
        if not folder.exists():
            source = ROOT / match["folder"]
            if source.is_dir():
                shutil.copytree(source, folder)
            else:
                folder.mkdir(parents=True)
        lines = []
        for line in match["body"].splitlines():
            if line.startswith("$ "):
                lines += [line, *_said(line, folder)]
        return match[1] + "\n".join(lines) + "\n"

    return BLOCK.sub(block, text)


def _said(line: str, folder: Path) -> list[str]:
    import shlex

    words = shlex.split(line[2:], comments=True)
    if words[:1] != ["pmctl"]:
        return []
    ran = run(words[1:], folder)
    return [part.rstrip() for part in (ran.output + ran.errors).splitlines()]


@pytest.mark.parametrize("page", pages())
def test_page_shows_what_is_said(page: str, tmp_path: Path) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    found = shown(text, tmp_path)
    if os.environ.get(UPDATE):
        path.write_text(found, encoding="utf-8")
        text = found
    assert text == found, f"{page} is stale: `python -m tests --update`"


PICTURE = ["timeline", "checkout", "--today", "2026-02-10", "-o", "../timeline.svg"]


def test_the_picture_of_the_readme_is_drawn_from_the_example(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    if os.environ.get(UPDATE):
        assert run(PICTURE, ROOT / "examples" / "acme").status == 0
        shutil.copy(ROOT / "examples" / "timeline.svg", tmp_path / "examples")
    ran = run([*PICTURE, "--check"], tmp_path / "examples" / "acme")
    assert (ran.status, ran.errors) == (0, "")
