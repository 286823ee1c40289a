"""`check --fix` mends what is certain, all of it, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.operations import draft as drafting
from pmctl.operations.mend import mended
from pmctl.plan import Plan, plan
from pmctl.rules import RULES
from pmctl.rules.judging.mending import CERTAIN
from pmctl.rules.judging.run import findings
from tests.transcript import run

TODAY = date(2026, 2, 10)


def mend(tmp_path: Path, *texts: str) -> tuple[list[str], list[str]]:
    """The texts of plan files, mended, and what was written instead of what."""
    for number, text in enumerate(texts):
        (tmp_path / f"plan-{number}.yaml").write_text(text, newline="")
    draft, done = mended(_plan(tmp_path), True, findings)
    data = drafting.file_bytes(draft.before) | {path: new for path, (_, new) in draft.files.items() if new is not None}
    return [data[path].decode() for path in sorted(data)], [f"{one.before}>{one.after}" for one in done]


def _plan(folder: Path) -> Plan:
    return plan(load(folder), TODAY)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("tasks: {design: {}, build: {after: desing}}", "tasks: {design: {}, build: {after: design}}"),
        ("tasks: {design: {}, build: {after: desing SS + 1d}}", "tasks: {design: {}, build: {after: design SS + 1d}}"),
        ("tasks: {design: {}, build: {after: 'desing'}}", "tasks: {design: {}, build: {after: 'design'}}"),
        ("tasks: {design: {}, b: {after: [desing + 2d, x]}}", "tasks: {design: {}, b: {after: [design + 2d, x]}}"),
        ("tasks: {design: {}}\nraci:\n  desing: {}", "tasks: {design: {}}\nraci:\n  design: {}"),
        ("tasks: {a: {finish: 2026-02-06, status: done}}", "tasks: {a: {finished: 2026-02-06, status: done}}"),
        ("tasks: {a: {effort: 5 days}}", "tasks: {a: {effort: 5d}}"),
        ("tasks: {a: {Effort: 5d}}  # kept", "tasks: {a: {effort: 5d}}  # kept"),
    ],
)
def test_what_is_certain_is_mended(tmp_path: Path, text: str, made: str) -> None:
    for ends in ("\n", "\r\n"):
        whole = f"kind: project\n{text}\n".replace("\n", ends)
        assert mend(tmp_path, whole)[0] == [f"kind: project\n{made}\n".replace("\n", ends)]


@pytest.mark.parametrize(
    "text",
    [
        "tasks: {design: {}, designs: {}, b: {after: desigs}}",  # two are as near
        "tasks: {sprint-1: {}, b: {after: sprint-2}}",  # not written yet
        "tasks: {a: {status: done}}",  # when was it finished?
        "tasks: {a: {effort: 5}}",  # days or hours?
        "tasks: {a: {estimate: 5d}}",  # effort, or duration?
        "tasks: {One: {}}",  # others may name it
        "lead: anna",
        "tasks: {design: {}, b: {after: desing}}  # pmctl: allow PM101 it comes on Monday",
    ],
)
def test_what_a_person_must_decide_is_left(tmp_path: Path, text: str) -> None:
    whole = f"kind: project\n{text}\n"
    people = "kind: people\npeople: {ana: {}, anne: {}}\n"
    assert mend(tmp_path, whole, people) == ([whole, people], [])


def test_a_fix_that_does_harm_is_left(tmp_path: Path) -> None:
    text = "kind: project\ntasks:\n  design: {after: build}\n  build: {after: [desing], effort: 2 days}\n"
    made, done = mend(tmp_path, text)
    assert made == [text.replace("2 days", "2d")]  # `after: design` would be a circle
    assert done == ["2 days>2d"]


def test_what_comes_to_light_is_mended_too(tmp_path: Path) -> None:
    text = "kind: projct\ntasks:\n\tdesign: {efort: 5d}\n\tbuild:\n\t\tafter: desing\n"
    made, done = mend(tmp_path, text)
    assert made == ["kind: project\ntasks:\n  design: {effort: 5d}\n  build:\n    after: design\n"]
    assert done == ["\t>  ", "projct>project", "efort>effort", "desing>design"]


def test_only_what_was_asked_for_is_mended(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("kind: project\ntasks: {a: {finish: 2026-02-06, status: done}}\n")
    (tmp_path / "two.yaml").write_text("kind: project\ntasks: {b: {finish: 2026-02-06, status: done}}\n")
    (tmp_path / "pmctl.yaml").write_text("kind: workspace\n")
    assert run(["check", "--fix", "--select", "PM101"], tmp_path).errors.startswith("Nothing is to be mended")
    ran = run(["check", "two.yaml", "--fix"], tmp_path)
    assert ran.output.startswith("Mended (1)\n two.yaml:2  PM215 planned-instead-of-actual  `finish` → `finished`\n")
    assert "finish:" in (tmp_path / "one.yaml").read_text() and "finished:" in (tmp_path / "two.yaml").read_text()
    shown = run(["check", "--diff"], tmp_path)
    assert shown.status == 1 and "+tasks: {a: {finished: 2026-02-06" in shown.output
    assert "finish:" in (tmp_path / "one.yaml").read_text()


def test_the_page_of_a_rule_says_whether_it_is_mended() -> None:
    said = {rule.code for rule in RULES if "check\n--fix`" in rule.text or "check --fix`" in rule.text}
    assert said == CERTAIN
