"""What is said stands in files of their own, which two branches merge clean; hours stand in the line of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.edit import change
from pmctl.load import load
from pmctl.operations.comment import Said, replied_to, with_comment
from pmctl.operations.spend import Spent, with_spending
from pmctl.parse import parse
from pmctl.plan import Plan, plan
from pmctl.quantity import duration
from tests.history import git, needs_git
from tests.transcript import run

PLAN = (
    "kind: project\ntasks:\n  api: {effort: 5d, owner: ana}\n  page: {effort: 2d, owner: bo}\n"
    "  group: {tasks: {one: {effort: 1d}}}\n"
)
PEOPLE = "kind: people\npeople: {ana: {name: Ana}, bo: {name: Bo}}\n"


def planned(**files: str) -> tuple[Plan, dict[str, bytes]]:
    """A plan of these files (`a_b` is `a/b.yaml`), in memory."""
    texts = {"checkout": PLAN, "people": PEOPLE, **files}
    data = {f"{name.replace('_', '/')}.yaml": text.encode() for name, text in texts.items()}
    return plan(load(Path(), data), date(2026, 2, 10)), data


# --- comments ---------------------------------------------------------------------------------------------------------


@needs_git
def test_two_branches_comment_on_one_task_and_merge_clean(tmp_path: Path) -> None:
    (tmp_path / "checkout.yaml").write_text(PLAN)
    (tmp_path / "people.yaml").write_text(PEOPLE)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "plan")
    for who in ("ana", "bo"):
        git(tmp_path, "switch", "-q", "-c", who, "main")
        assert run(["comment", "api", "Same words", "--me", who], tmp_path).status == 0
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", f"{who} says something")
    git(tmp_path, "merge", "-q", "-m", "both", "ana")
    shown = run(["show", "checkout/api"], tmp_path).output
    assert shown.count("Same words") == 2 and not run(["check"], tmp_path).status


SAID = Said("checkout/api", "ana", "2026-02-10T09:30", "Two\nlines: with `odd` # signs\n")


def test_a_comment_reads_back_as_it_was_said() -> None:
    present, files = planned()
    made = with_comment(present, SAID)
    (path,) = made
    assert path.startswith("comments/2026-02-10t0930-ana-") and path.endswith(".yaml")
    (found,) = load(Path(), {**files, **made}).workspace.comments.values()
    assert (found.about, found.by, found.text, found.id) == (SAID.about, SAID.by, SAID.text, Path(path).stem)


def test_what_was_said_already_is_not_said_twice() -> None:
    present, files = planned()
    files |= with_comment(present, SAID)
    again = plan(load(Path(), files), date(2026, 2, 10))
    with pytest.raises(UserError, match="said already"):
        with_comment(again, SAID)
    with pytest.raises(UserError, match="says something"):
        with_comment(again, Said("checkout/api", "ana", "2026-02-10", " \n"))


def test_a_reply_names_one_comment_about_the_same_item() -> None:
    present, _ = planned(
        comments_one="kind: comment\nabout: checkout/api\nby: ana\nid: x-aaaa\n",
        comments_two="kind: comment\nabout: checkout/page\nby: ana\nid: x-bbbb\n",
    )
    assert replied_to(present, "aaaa", "checkout/api").id == "x-aaaa"
    assert replied_to(present, "x-aaaa", "checkout/api").id == "x-aaaa"
    for name, said in (("bbbb", "not about `checkout/api`"), ("cccc", "is no comment")):
        with pytest.raises(UserError, match=said):
            replied_to(present, name, "checkout/api")


def test_comments_stand_where_comments_are() -> None:
    present, _ = planned(talk_old="kind: comment\nabout: checkout/api\nby: ana\n")
    assert next(iter(with_comment(present, SAID))).startswith("talk/")
    narrow, _ = planned(pmctl="kind: workspace\nplans: [checkout.yaml, people.yaml]\n")
    with pytest.raises(UserError, match="leaves out"):
        with_comment(narrow, SAID)


# --- hours ------------------------------------------------------------------------------------------------------------


def spent(text: str, sheets: dict[str, str], item: str = "checkout/api", day: str = "2026-02-10") -> tuple[str, str]:
    """The file that changes when Ana spends time, and its text."""
    present, files = planned(**sheets)
    found = Spent("ana", present.workspace.items[item], date.fromisoformat(day), duration(text))
    ((path, data),) = with_spending(present, files, found).items()
    return path, data.decode()


HEAD = "kind: timesheet\nperson: ana\nentries:\n"


def sheets() -> Iterator[tuple[dict[str, str], str, str]]:
    """Sheets, and the file and text after three more hours on the tenth."""
    line = "  2026-02-10: {checkout/api: 3h}\n"
    yield {}, "timesheets/ana-2026-02.yaml", HEAD + line
    other = HEAD + "  2026-02-09: {checkout/page: 1h}\n"
    yield {"hours_ana-2026-02": other}, "hours/ana-2026-02.yaml", other + line
    later = "  # back again\r\n  2026-02-11: {checkout/page: 1h}\r\n"
    first = "kind: timesheet\r\nperson: ana\r\nentries:\r\n"
    yield {"t_ana": first + later}, "t/ana.yaml", first + line.replace("\n", "\r\n") + later
    yield {"t_ana": other + later.replace("\r", "")}, "t/ana.yaml", other + line + later.replace("\r", "")
    yield {"hours_ana-2026-01": other}, "hours/ana-2026-02.yaml", HEAD + line
    yield {"hours_ana-2026-w06": other}, "hours/ana-2026-w07.yaml", HEAD + line
    yield {"hours_ana": other}, "hours/ana.yaml", other + line
    yield {"hours_bo-2026-02": other.replace("ana", "bo")}, "hours/ana-2026-02.yaml", HEAD + line
    same = HEAD + "  2026-02-10: {checkout/page: 1h} # in the train\n"
    yield {"t_ana": same}, "t/ana.yaml", same.replace("1h}", "1h, checkout/api: 3h}")
    more = HEAD + "  2026-02-10:\n    checkout/page: 1h\n    'checkout/api': 6h\n"
    yield {"t_ana": more}, "t/ana.yaml", more.replace("6h", "9h")
    yield {"t_ana": HEAD.removesuffix("entries:\n")}, "t/ana.yaml", HEAD.removesuffix("\n") + f" {{{line.strip()}}}\n"


@pytest.mark.parametrize(("given", "path", "text"), list(sheets()))
def test_hours_are_one_line_of_the_right_sheet(given: dict[str, str], path: str, text: str) -> None:
    assert spent("3h", given) == (path, text)


def test_a_sum_keeps_hours_as_hours() -> None:
    sheet = {"t_ana": HEAD + "  2026-02-10: {checkout/api: 6h}\n"}
    assert "checkout/api: 12h" in spent("6h", sheet)[1]
    assert "checkout/api: 6.5h" in spent("30min", sheet)[1]
    tree, findings = parse("x", spent("10min", sheet)[1].encode())
    assert tree is not None and not findings and "370min" in tree.text


@pytest.mark.parametrize(
    ("item", "time", "said"),
    [("checkout", "3h", "is a project"), ("checkout/group", "3h", "is a group"), ("checkout/api", "2ed", "no time")],
)
def test_hours_of_no_task_are_refused(item: str, time: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        spent(time, {}, item)


def test_bytes_that_are_no_text_are_refused() -> None:
    present, _ = planned()
    with pytest.raises(UserError, match="not text in UTF-8"):
        with_comment(present, Said("checkout/api", "ana", "2026-02-10", "\udcff"))
    with pytest.raises(UserError, match="not text in UTF-8"):
        change("api", "name=\udcff")
