"""Cases of triggers: two made-up plans in one file, and who must be told what of the difference.

A case is `tests/triggers/NAME.case`: lines `since: DATE` and `today: DATE` (both 2026-02-10 where they are missing),
then parts that begin with `--- before PATH`, `--- after PATH` (else the file stays as it was; `--- gone PATH`: it is
deleted) and `--- told`: a line `PERSON ITEM: what happened` for each message of that trigger. A line `# ...` at the top
says what the case shows. Files that no case writes are those of `PEOPLE`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import yaml

from pmctl.changes.edits import edits
from pmctl.load import Loaded, load
from pmctl.notices import Digest, digests
from pmctl.notices.comparing import between
from pmctl.plan import plan
from pmctl.triggers import TRIGGERS
from pmctl.triggers.telling.between import Between, Step

CASES = Path(__file__).parent / "triggers"
TODAY = date(2026, 2, 10)
PEOPLE = b"""kind: people
people:
  ana: {name: Ana, email: ana@acme.example}
  bo: {name: Bo, email: bo@acme.example}
  cy: {name: Cy, email: cy@acme.example}
  lee: {name: Lee, email: lee@acme.example}
  mia: {name: Mia, email: mia@acme.example}
  wes: {name: Wes, email: wes@acme.example, watch: [shop]}
  kit: {name: Kit, email: kit@client.example, type: client, visibility: client}
teams:
  core: {name: Core, lead: lee, members: [ana, bo]}
"""
FILES = {"people.yaml": PEOPLE, "pmctl.yaml": b"kind: workspace\nid: acme\n"}


@dataclass(frozen=True)
class Case:
    """Files before and after, the days of both runs, and the messages that must come out."""

    name: str
    since: date
    today: date
    before: dict[str, bytes]
    after: dict[str, bytes]
    told: tuple[str, ...]


def read_case(path: Path) -> Case:
    head, *parts = path.read_text("utf-8").split("\n--- ")
    said = dict(line.split(": ", 1) for line in head.splitlines() if line and not line.startswith("#"))
    before, after = dict(FILES), dict[str, bytes | None]()
    told: tuple[str, ...] = ()
    for part in parts:
        title, _, text = part.partition("\n")
        word, _, file = title.strip().partition(" ")
        if word == "before":
            before[file] = text.encode()
        elif word in ("after", "gone"):
            after[file] = text.encode() if word == "after" else None
        else:
            assert word == "told", f"{path}: `--- {title}`"
            told = tuple(line for line in text.splitlines() if line)
    files = {file: data for file, data in {**before, **after}.items() if data is not None}
    since, today = (date.fromisoformat(said.pop(word, TODAY.isoformat())) for word in ("since", "today"))
    assert not said, f"{path}: {said}"
    return Case(path.stem, since, today, before, files, told)


def loaded(files: dict[str, bytes]) -> Loaded:
    found = load(Path("plan"), dict(files)) if all(map(_is_plan, files)) else load(_written(files))
    mistyped = ("PM005", "PM006", "PM007")
    wrong = [one for one in found.diagnostics if one.code in mistyped and one.span.path != "pmctl.yaml"]
    assert not wrong, wrong
    return found


def _is_plan(file: str) -> bool:
    return file.endswith(".yaml")


_FOLDERS = TemporaryDirectory()


def _written(files: dict[str, bytes]) -> Path:
    """A folder with these files: readings are no plans, and are read where the plan is."""
    root = Path(mkdtemp(dir=_FOLDERS.name))
    for file, data in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)
    return root


def compare(
    before: dict[str, bytes], after: dict[str, bytes], since: date, today: date, author: str = "zoe"
) -> Between:
    """What lies between two plans, all of it edited by one author."""
    older, newer = loaded(before), loaded(after)
    step = Step((author,), "1234567", today, edits(older.workspace, newer.workspace))
    return between(older, plan(newer, today), since, (step,))


def said(found: Iterable[Digest]) -> list[str]:
    """A line for each message: `PERSON ITEM: what happened`."""
    return [f"{digest.person.id} {notice.item}: {notice.text}" for digest in found for notice in digest.notices]


def told(case: Case, trigger: str, author: str = "zoe") -> list[str]:
    """What one trigger says of a case, all of which one author edited."""
    between = compare(case.before, case.after, case.since, case.today, author)
    return said(digests(between, [one for one in TRIGGERS if one.name == trigger]))


class _Plain(yaml.SafeLoader):
    """Reads dates as the text that they are."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def reformatted(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same plans, written otherwise: another style, quotes, no comments."""
    return {
        file: json.dumps(yaml.load(data, _Plain), indent=1).encode() if _is_plan(file) else data
        for file, data in files.items()
    }
