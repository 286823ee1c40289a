"""Plans that were damaged at random: whatever a file holds, it is read, judged and shown without an exception."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmctl.charts import timeline
from pmctl.load import load
from pmctl.plan import plan
from pmctl.reports import status
from pmctl.rules.judging.run import findings
from pmctl.views.find import Selection
from pmctl.views.listing.forms import csv_table
from pmctl.views.listing.view import listing_of

ROOT = Path(__file__).resolve().parent.parent
FORMAT = ROOT.parent / "shared" / "FORMAT.md"
TODAY = date(2026, 2, 10)
SEEDS = 30
EACH = 10

ODD = (
    *("", "~", "null", "-1", "0", "1e999", "99999999999999999999", ".inf", "0d", "-5d", "1e9mo", "9999-12-31"),
    *("0001-01-01", "2026-02-30", "2026-Q9", "0%", "-50%", "100000%", "[]", "{}", "[[]]", "{a: {}}", "'", '"', "*x"),
    *("&x y", "!!int 3", "| ", "\u202e", "日本😀", "a/b/c", "../..", "x FS + 1e9d", "2026-01-01..1999-01-01", "true"),
    *("3d..1d", "0x10", "1_000", "1:1:1", "\ud7ff", "٣d", "²d", "NaN d", "0min", "1 EUR 2", "-0", "+1d"),
)


def _sources() -> dict[str, str]:
    """The example, and the blocks of the format's description as files."""
    example = ROOT / "examples" / "acme"
    found = {
        path.relative_to(example).as_posix(): path.read_text("utf-8")
        for path in sorted(example.rglob("*"))
        if path.suffix in (".yaml", ".csv")
    }
    if FORMAT.is_file():
        blocks = re.findall(r"(?s)```yaml\n(.*?)```", FORMAT.read_text("utf-8"))
        found |= {f"format/{number}.yaml": text for number, text in enumerate(blocks)}
    return found


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _lines(change: Callable[[random.Random, list[bytes], int], None]) -> Callable[[random.Random, bytes], bytes]:
    def changed(chance: random.Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        for _ in range(chance.randint(1, 4)):
            if lines:
                change(chance, lines, chance.randrange(len(lines)))
        return b"\n".join(lines)

    return changed


def _drop(chance: random.Random, lines: list[bytes], at: int) -> None:
    del lines[at]


def _double(chance: random.Random, lines: list[bytes], at: int) -> None:
    lines.insert(chance.randrange(len(lines)), lines[at])


def _indent(chance: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = b" " * chance.randrange(9) + lines[at].lstrip()


def _value(chance: random.Random, lines: list[bytes], at: int) -> None:
    """One value of a line becomes an odd one."""
    places = [match.span(1) for match in re.finditer(rb":[ ]+([^,{}\[\]#]+)", lines[at])]
    if places:
        start, end = chance.choice(places)
        lines[at] = lines[at][:start] + chance.choice(ODD).encode() + lines[at][end:]


def _swap(chance: random.Random, lines: list[bytes], at: int) -> None:
    """A value from elsewhere in the file."""
    values = re.findall(rb":[ ]+([^,{}\[\]#]+)", lines[chance.randrange(len(lines))])
    places = [match.span(1) for match in re.finditer(rb":[ ]+([^,{}\[\]#]+)", lines[at])]
    if places and values:
        start, end = chance.choice(places)
        lines[at] = lines[at][:start] + chance.choice(values) + lines[at][end:]


MUTATIONS = (_flip, *(_lines(change) for change in (_drop, _double, _indent, _value, _value, _value, _swap, _swap)))


def damaged(chance: random.Random) -> dict[str, bytes]:
    """The sources, one to three of them damaged."""
    files = {path: text.encode() for path, text in _sources().items()}
    if chance.random() < 0.8:
        files = {path: data for path, data in files.items() if path.startswith("format/")} or files
        files = {path.removeprefix("format/"): data for path, data in files.items()}
        if "0.yaml" in files:
            files["pmctl.yaml"] = files.pop("0.yaml")
    else:
        files = {path: data for path, data in files.items() if not path.startswith("format/")}
    for path in chance.sample([path for path in sorted(files) if files[path]], chance.randint(1, 3)):
        for _ in range(chance.randint(1, 3)):
            files[path] = chance.choice(MUTATIONS)(chance, files[path] or b"x")
    return files


@pytest.mark.parametrize("seed", range(SEEDS))
def test_damaged_plans_never_raise(seed: int) -> None:
    errors = 0
    for number in range(EACH):
        chance = random.Random(seed * 1000 + number)
        files = damaged(chance)
        made = plan(load(Path("nowhere"), files), TODAY)
        for finding in findings(made):
            text = made.loaded.texts.get(finding.span.path)
            assert 0 <= finding.span.start <= finding.span.end, (seed, number, finding)
            assert text is None or finding.span.start <= len(text), (seed, number, finding)
            assert re.fullmatch("PM[0-9]{3}", finding.code), (seed, number, finding)
        errors += any(finding.severity == "error" for finding in made.diagnostics)
        if number % 5 == 0:
            listing = listing_of(made, (), Selection("", (), (), (), ""), "internal", None)
            assert csv_table(listing)
            assert timeline.svg(timeline.view(made, (), None, "internal"))
            assert status.view(made, None, "client", date(2026, 2, 3), "")
    assert errors, "nothing was damaged"
