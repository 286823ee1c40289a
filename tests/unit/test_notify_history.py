"""`pmctl notify` in repositories: who wrote what, what nobody has committed yet, what has been quiet, every format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from pmctl.notices import revisions
from tests.history import make, needs_git
from tests.transcript import ROOT, run

pytestmark = needs_git

PEOPLE = """kind: people
people:
  ana: {name: Ana, email: Ana@Acme.example}
  bo: {name: Bo, email: bo@acme.example}
  cy: {name: Cy, email: cy@acme.example}
  lee: {name: Lee, email: lee@acme.example}
"""
SHOP = """kind: project
lead: lee
start: 2026-02-09
tasks:
  api: {effort: 5d, owner: ana}
  form: {effort: 5d, owner: bo, after: api}
  page: {effort: 5d, owner: cy}
"""


def repository(tmp_path: Path, steps: str, shop: str = SHOP) -> Path:
    overlay = tmp_path / "overlays" / "plan"
    overlay.mkdir(parents=True)
    (overlay / "people.yaml").write_text(PEOPLE)
    (overlay / "shop.yaml").write_text(shop)
    (overlay / "pmctl.yaml").write_text("kind: workspace\nid: acme\nname: Acme\n")
    steps = f"put plan\ncommit 2026-02-02 lee: Plan\ntag start\n{steps}"
    return make(tmp_path / "repository", steps, tmp_path / "overlays")


def notified(folder: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    ran = run(["notify", "--json", *arguments], folder, environment)
    assert ran.status == 0, ran.errors
    document: dict[str, Any] = json.loads(ran.output)
    schema = json.loads((ROOT / "pmctl" / "views" / "schemas" / "notify.schema.json").read_text())
    jsonschema.Draft7Validator(schema).validate(document)
    return document


def told(document: dict[str, Any], trigger: str = "") -> list[str]:
    return [
        f"{digest['person']} {notice['name']} {notice['item']}"
        for digest in document["digests"]
        for notice in digest["notices"]
        if trigger in ("", notice["trigger"])
    ]


TWO_AUTHORS = """
set shop.yaml: api: {effort: 5d -> api: {effort: 8d
commit 2026-02-09 bo: Longer
set shop.yaml: page: {effort: 5d -> page: {effort: 5d, description: About @ana
commit 2026-02-09 ana: A word
"""


def test_the_list_of_occasions_needs_no_history(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SHOP)
    found = notified(tmp_path, "--list")["triggers"]
    assert [one["id"] for one in found] == [f"N{number:02}" for number in range(1, 51)]
    assert all(one["enabled"] for one in found)


def test_each_change_has_its_own_author(tmp_path: Path) -> None:
    """Bo made the API longer, so that his form moves is no news to him; Ana named herself."""
    folder = repository(tmp_path, TWO_AUTHORS)
    found = notified(folder, "--since", "start", "--today", "2026-02-09", "--from", "2026-02-09")
    assert told(found, "N10") == []
    assert told(found, "N03") == []
    assert told(found, "N30") == ["lee estimate-grew shop/api"]
    cause = next(one for digest in found["digests"] for one in digest["notices"] if one["trigger"] == "N30")["causes"]
    assert cause == [{"item": "shop/api", "name": "api", "change": "effort 5d → 8d", "authors": ["bo"]}]


def test_who_mends_a_file_did_not_write_all_of_it(tmp_path: Path) -> None:
    steps = "set shop.yaml: api: {effort: 5d -> api: {effort: 8d\nset shop.yaml: tasks: -> tasks: [\n"
    steps += "commit 2026-02-09 bo: Longer, in a hurry\nset shop.yaml: tasks: [ -> tasks:\n"
    steps += "set shop.yaml: page: {effort: 5d -> page: {effort: 6d\ncommit 2026-02-09 cy: Mended\n"
    steps = f"set shop.yaml: lead: lee -> lead: ana\ncommit 2026-02-09 lee: Ana leads\n{steps}"
    found = notified(repository(tmp_path, steps), "--since", "start", "--today", "2026-02-09", "--from", "2026-02-09")
    causes = [one for digest in found["digests"] for notice in digest["notices"] for one in notice["causes"]]
    assert {author for one in causes if one["item"] == "shop" for author in one["authors"]} == {"lee"}


def test_whose_edit_does_not_matter_is_told_as_well(tmp_path: Path) -> None:
    """Bo made a longer text that has time enough: that his form moves is Ana's doing alone."""
    shop = SHOP.replace("after: api}", "after: [api, text]}") + "  text: {effort: 1d, owner: cy}\n"
    steps = "set shop.yaml: text: {effort: 1d -> text: {effort: 3d\ncommit 2026-02-09 bo: A longer text\n"
    steps += "set shop.yaml: api: {effort: 5d -> api: {effort: 8d\ncommit 2026-02-09 ana: A longer API\n"
    found = notified(repository(tmp_path, steps, shop), "--since", "start", "--from", "2026-02-10")
    moved = [one for digest in found["digests"] for one in digest["notices"] if one["trigger"] == "N10"]
    assert told(found, "N10") == ["bo predecessor-moved-you shop/form"]
    assert [one["item"] for one in moved[0]["causes"]] == ["shop/api"]


def test_of_a_merge_they_are_told_who_did_not_write_it(tmp_path: Path) -> None:
    """Lee only pressed the button."""
    steps = "branch longer\nset shop.yaml: api: {effort: 5d -> api: {effort: 8d\ncommit 2026-02-09 cy: Longer\n"
    folder = repository(tmp_path, f"{steps}switch main\nmerge longer 2026-02-09 lee: Merge\n")
    found = notified(folder, "--since", "start", "--from", "2026-02-10")
    assert "lee estimate-grew shop/api" in told(found)
    assert "bo predecessor-moved-you shop/form" in told(found)


def test_who_wrote_a_branch_of_a_branch_is_an_author(tmp_path: Path) -> None:
    """Lee wrote it, Cy took it into his branch, Ana took that into the main line."""
    steps = "branch longer\nbranch inner\nset shop.yaml: api: {effort: 5d -> api: {effort: 8d\n"
    steps += "commit 2026-02-09 lee: Longer\nswitch longer\nmerge inner 2026-02-09 cy: Merge\n"
    folder = repository(tmp_path, f"{steps}switch main\nmerge longer 2026-02-09 ana: Merge\n")
    assert told(notified(folder, "--since", "start", "--from", "2026-02-10"), "N30") == []


def test_who_helped_is_an_author(tmp_path: Path) -> None:
    """As a button that squashes a branch writes it."""
    steps = "set shop.yaml: api: {effort: 5d -> api: {effort: 8d\ncommit 2026-02-09 cy: Longer\n"
    for body, expected in (("", ["lee estimate-grew shop/api"]), ("  Co-authored-by: Lee <LEE@acme.example>\n", [])):
        folder = repository(tmp_path / str(len(expected)), steps + body)
        assert told(notified(folder, "--since", "start", "--from", "2026-02-10"), "N30") == expected


def test_so_many_revisions_have_all_their_authors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many to look at each, nobody is told of what may be their own."""
    monkeypatch.setattr(revisions, "MOST_STEPS", 1)
    found = notified(repository(tmp_path, TWO_AUTHORS), "--since", "start", "--from", "2026-02-10")
    assert told(found, "N30") == ["lee estimate-grew shop/api"]
    assert [line for line in told(found) if line.startswith(("ana", "bo"))] == []


def test_what_is_not_committed_is_of_who_works_here(tmp_path: Path) -> None:
    folder = repository(tmp_path, "set shop.yaml: api: {effort: 5d -> api: {effort: 8d\n")
    home = tmp_path / "home"
    home.mkdir()
    for who, expected in (("lee", []), ("cy", ["lee estimate-grew shop/api"])):
        (home / ".gitconfig").write_text(f"[user]\n\temail = {who}@acme.example\n")
        found = notified(folder, "--since", "HEAD", HOME=str(home), XDG_CONFIG_HOME=str(home))
        assert told(found, "N30") == expected, who


def test_what_is_not_committed_is_heard(tmp_path: Path) -> None:
    """A task that is edited today is not quiet, whether that is committed or not."""
    steps = f"{QUIET}set shop.yaml: effort: 20d, owner: ana -> effort: 21d, owner: ana\n"
    found = notified(repository(tmp_path, steps), "--since", "HEAD", "--from", "2026-02-09", "--today", "2026-02-10")
    assert told(found, "N39") == []


def test_a_plan_without_people_tells_nobody(tmp_path: Path) -> None:
    folder = repository(tmp_path, "remove people.yaml\n" + TWO_AUTHORS)
    ran = run(["notify", "--since", "start"], folder)
    assert ran.status == 0 and ran.output.startswith("Nobody") and "names no people" in ran.errors


def test_at_compares_two_revisions(tmp_path: Path) -> None:
    folder = repository(tmp_path, TWO_AUTHORS)
    assert told(notified(folder, "--since", "start", "--at", "start")) == []
    found = notified(folder, "--since", "start", "--at", "HEAD~1")
    assert (found["today"], told(found, "N30")) == ("2026-02-09", ["lee estimate-grew shop/api"])


QUIET = """
set shop.yaml: api: {effort: 5d, owner: ana -> api: {effort: 20d, owner: ana, status: doing
commit 2026-02-03 ana: Begun
set shop.yaml: page: {effort: 5d, owner: cy -> page: {effort: 20d, owner: cy, status: doing
commit 2026-02-03 cy: Begun
set shop.yaml: page: {effort: 20d -> page: {progress: 10%, effort: 20d
commit 2026-02-05 cy: Going on
set pmctl.yaml: name: Acme -> name: "Acme"
commit 2026-02-09 lee: Written otherwise
"""


def test_work_is_quiet_where_no_revision_means_something(tmp_path: Path) -> None:
    """Five working days after 3 February, and not again on the next day; the page was edited in between."""
    folder = repository(tmp_path, QUIET)
    since = ("--since", "HEAD", "--from")
    assert told(notified(folder, *since, "2026-02-09", "--today", "2026-02-10"), "N39") == [
        "ana gone-quiet shop/api",
        "lee gone-quiet shop/api",
    ]
    assert told(notified(folder, *since, "2026-02-10", "--today", "2026-02-11"), "N39") == []
    assert told(notified(folder, *since, "2026-02-11", "--today", "2026-02-12"), "N39") == [
        "cy gone-quiet shop/page",
        "lee gone-quiet shop/page",
    ]


def test_a_second_growth_in_history_is_an_alert(tmp_path: Path) -> None:
    steps = "set shop.yaml: api: {effort: 5d -> api: {effort: 8d\ncommit 2026-02-03 bo: Longer\n"
    steps += "set shop.yaml: api: {effort: 8d -> api: {effort: 12d\ncommit 2026-02-10 bo: Longer again\n"
    folder = repository(tmp_path, steps)
    for since, severity in (("HEAD~1", "alert"), ("start", "alert")):
        found = notified(folder, "--since", since)
        notices = [one for digest in found["digests"] for one in digest["notices"] if one["trigger"] == "N30"]
        assert [one["severity"] for one in notices] == [severity], since


# --- formats ----------------------------------------------------------------------------------------------------------

NAME = '"<!channel> & *x* `y` [z](http://e.example) @here ::error::\\u2028]]>"'
HOSTILE = SHOP.replace("api: {effort", f"api: {{name: {NAME}, effort")
OTHER_HANDS = "set shop.yaml: owner: ana -> owner: bo\ncommit 2026-02-10 lee: Other hands\n"


def test_every_format_is_well_made_whatever_things_are_called(tmp_path: Path) -> None:
    folder = repository(tmp_path, OTHER_HANDS, HOSTILE)
    for format in ("text", "md", "json", "mbox", "atom", "slack"):
        ran = run(["notify", "--since", "start", "--format", format], folder)
        again = run(["notify", "--since", "start", "--format", format], folder)
        assert (ran.status, ran.output) == (0, again.output), format
        assert not [line for line in ran.output.splitlines() if line.lstrip().startswith("::")]
        if format == "slack":
            blocks = json.loads(ran.output)["blocks"]
            assert all(one["text"]["verbatim"] for one in blocks)
            assert "&lt;!channel&gt;" in ran.output and "<!" not in ran.output
        if format == "atom":
            feed = ElementTree.fromstring(ran.output)
            ids = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}id")]
            assert len(ids) == len(set(ids)) > 2
        if format == "md":
            assert "[z](" not in ran.output and "<!channel>" not in ran.output and "@here" not in ran.output


def test_ids_stay_the_same_from_run_to_run(tmp_path: Path) -> None:
    """A reader of the feed sees a message once, however often and from whichever revision it is made."""
    folder = repository(tmp_path, OTHER_HANDS)
    found = [notified(folder, "--since", "start", "--from", day) for day in ("2026-02-09", "2026-02-10")]
    ids = [{one["id"] for digest in run["digests"] for one in digest["notices"]} for run in found]
    assert "N01 shop/api bo" in ids[0] & ids[1]


def test_a_chat_message_is_cut_where_it_is_too_long(tmp_path: Path) -> None:
    tasks = "".join(f"  t{number}: {{effort: 1d}}\n" for number in range(80))
    steps = [f"set shop.yaml: t{number}: {{effort -> t{number}: {{owner: ana, effort\n" for number in range(80)]
    folder = repository(tmp_path, f"{''.join(steps)}commit 2026-02-10 lee: Hands\n", SHOP + tasks)
    ran = run(["notify", "--since", "start", "--select", "N01", "--format", "slack"], folder)
    blocks = json.loads(ran.output)["blocks"]
    assert len(blocks) == 50 and blocks[-1]["text"]["text"] == "… and 33 more"


def test_days_before_the_commit_are_those_of_the_commit(tmp_path: Path) -> None:
    """A run as of a day before REV begins on that day: no plan is judged on a day that is still to come."""
    found = notified(repository(tmp_path, ""), "--since", "start", "--today", "2026-01-05")
    assert date.fromisoformat(found["since"]["date"]) == date(2026, 1, 5) and told(found) == []
