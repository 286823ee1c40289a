"""Who is told what: settings, clients, teams, authors by revision, and the history that some triggers look back at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pmctl.load import load
from pmctl.notices import digests
from pmctl.triggers import TRIGGERS
from tests.trigger_cases import FILES, PEOPLE, TODAY, compare, said

PLAN = b"""kind: project
lead: lee
tasks:
  api: {effort: 5d, owner: ana}
  form: {effort: 5d, owner: bo, after: api}
  page: {effort: 5d, owner: cy, after: api}
"""
MOVED = PLAN.replace(b"effort: 5d, owner: ana", b"effort: 5d, owner: ana, not-before: 2026-02-16")


def told(before: bytes, after: bytes, author: str = "zoe", **files: bytes) -> list[str]:
    rest = FILES | {f"{name}.yaml": data for name, data in files.items()}
    return said(digests(compare(rest | {"shop.yaml": before}, rest | {"shop.yaml": after}, TODAY, TODAY, author)))


def test_a_moved_task_tells_its_dependents_once_and_not_its_author() -> None:
    found = told(PLAN, MOVED, "ana")
    assert found == [
        "bo shop/form: starts on Mon 23 Feb, not Tue 17 Feb (+4d)",
        "cy shop/page: starts on Mon 23 Feb, not Tue 17 Feb (+4d)",
        "lee shop: is expected on Fri 27 Feb, not Mon 23 Feb (+4d)",
    ]


def test_only_what_was_edited_by_others_is_said() -> None:
    """Bo edited what his task waits for, so that it moves is his own doing."""
    assert [line for line in told(PLAN, MOVED, "bo") if line.startswith("bo ")] == []


def test_a_workspace_switches_off_what_a_person_switches_on_again() -> None:
    settings = b"kind: workspace\nid: acme\nnotify: {N10: {enabled: false}, N13: {enabled: false}}\n"
    people = PEOPLE.replace(b"bo@acme.example}", b"bo@acme.example, notify: {N10: {enabled: true}}}")
    assert told(PLAN, MOVED, pmctl=settings) == []
    only = told(PLAN, MOVED, pmctl=settings, people=people)
    assert only == ["bo shop/form: starts on Mon 23 Feb, not Tue 17 Feb (+4d)"]


def test_an_author_can_ask_to_be_told() -> None:
    settings = b"kind: workspace\nid: acme\nnotify: {N10: {tell-author: true}}\n"
    assert "bo shop/form: starts on Mon 23 Feb, not Tue 17 Feb (+4d)" in told(PLAN, MOVED, "bo", pmctl=settings)


def test_a_limit_that_cannot_be_read_is_the_default() -> None:
    """`check` says what is wrong with it."""
    settings = b"kind: workspace\nid: acme\nnotify: {N13: {after: soon}}\n"
    assert "lee shop: is expected on Fri 27 Feb, not Mon 23 Feb (+4d)" in told(PLAN, MOVED, pmctl=settings)


def test_the_limits_of_a_trigger_are_the_keys_of_the_plan() -> None:
    """The schema takes them with their defaults, and none of those of other triggers."""
    for trigger in TRIGGERS:
        for name in ("after", "before"):
            value = trigger.limits.get(name, "3d")
            text = f"kind: workspace\nnotify: {{{trigger.id}: {{enabled: true, {name}: {value}}}}}\n"
            found = load(Path("plan"), {"pmctl.yaml": text.encode()}).diagnostics
            assert [one.code for one in found] == ([] if name in trigger.limits else ["PM005"]), (trigger.id, found)


# --- clients ----------------------------------------------------------------------------------------------------------

OPEN = b"""kind: project
lead: lee
visibility: client
tasks:
  SECRET-api: {name: SECRET-name, effort: 5d, owner: ana, visibility: internal}
  form: {name: The form, effort: 5d, owner: bo}
  review: {name: Review, duration: 1d, owner: kit, after: [secret, form]}
""".replace(b"SECRET-api", b"secret")


def of_client(before: bytes, after: bytes, **files: bytes) -> list[str]:
    rest = FILES | {f"{name}.yaml": data for name, data in files.items()}
    between = compare(rest | {"shop.yaml": before}, rest | {"shop.yaml": after}, TODAY, TODAY, "lee")
    found = [digest for digest in digests(between) if digest.person.id == "kit"]
    for digest in found:
        assert "SECRET" not in repr(digest.notices), digest
        assert "5d" not in repr([one.causes for one in digest.notices])
        assert not any(
            one.place or author for one in digest.notices for cause in one.causes for author in cause.authors
        )
    return said(tuple(found))


def test_a_client_reads_what_clients_may_see() -> None:
    """That the review moves is said; that something internal is behind it is not, nor who did it, nor effort."""
    found = of_client(OPEN, OPEN.replace(b"effort: 5d", b"effort: 9d"))
    assert found == ["kit shop/review: starts on Mon 23 Feb, not Tue 17 Feb (+4d)"]


def test_a_client_is_not_told_where_nothing_is_left() -> None:
    assert of_client(OPEN, OPEN.replace(b"owner: kit", b"owner: kit, visibility: internal")) == []
    assert of_client(OPEN, OPEN.replace(b"owner: ana, vis", b"owner: kit, vis")) == []


def test_no_internal_id_reaches_a_client() -> None:
    """A new link to something internal: that there is one is said, and not to what."""
    before = OPEN.replace(b"after: [secret, form]", b"after: form")
    between = compare(FILES | {"shop.yaml": before}, FILES | {"shop.yaml": OPEN}, TODAY, TODAY)
    kit = next(digest for digest in digests(between) if digest.person.id == "kit")
    assert {one.trigger.name for one in kit.notices} >= {"you-became-blocked", "dependency-changed"}
    assert "secret" not in repr([replace(one, trigger=TRIGGERS[0]) for one in kit.notices]).lower()


def test_a_comment_is_read_by_whom_it_is_for() -> None:
    """What people write to each other below a task that a client sees is not for the client."""
    for visibility, count in ((b"", 0), (b"visibility: client\n", 1)):
        comment = b"kind: comment\nabout: shop/review\nby: lee\ntext: '@kit please look'\n" + visibility
        rest = FILES | {"shop.yaml": OPEN}
        found = digests(compare(rest, rest | {"note.yaml": comment}, TODAY, TODAY))
        mine = [one for one in found if one.person.id == "kit"]
        assert [len(digest.notices) for digest in mine] == [2] * count


# --- what lies further back -------------------------------------------------------------------------------------------


def test_an_estimate_that_grows_again_is_an_alert() -> None:
    from dataclasses import replace

    from pmctl.changes.edits import edits
    from pmctl.triggers.telling.between import Step
    from tests.trigger_cases import loaded

    def plan(days: int) -> dict[str, bytes]:
        return FILES | {"shop.yaml": PLAN.replace(b"effort: 5d, owner: ana", b"effort: %dd, owner: ana" % days)}

    between = compare(plan(8), plan(12), TODAY, TODAY)
    before = Step((), "0000000", date(2026, 1, 5), edits(loaded(plan(5)).workspace, loaded(plan(8)).workspace))
    again = replace(between, earlier=lambda day: (before,) if day < date(2026, 1, 5) else ())
    for found, severity in ((between, "warn"), (again, "alert")):
        notices = [one for digest in digests(found) for one in digest.notices if one.trigger.name == "estimate-grew"]
        assert [one.severity for one in notices] == [severity]


def test_what_breaks_the_check_is_told_to_its_author() -> None:
    broken = PLAN.replace(b"owner: ana}", b"owner: ana, after: form}")
    assert [line for line in told(PLAN, broken, "bo") if "acme:" in line] == [
        "bo acme: has 1 error more",
        "lee acme: has 1 error more",
    ]


# --- what is no change ------------------------------------------------------------------------------------------------

WHOLE = (
    PLAN
    + b"""  build:
    tasks:
      part: {effort: 3d, owner: mia, after: form}
risks:
  late: {owner: cy, affects: api, probability: 40%, impact: {time: 5d}}
"""
)


def test_a_file_that_is_split_or_in_another_order_is_no_news() -> None:
    lines = PLAN.splitlines(keepends=True)
    turned = b"".join([*lines[:3], lines[5], lines[4], lines[3]])
    rest = WHOLE.removeprefix(PLAN)
    tasks, risks = rest.split(b"risks:")
    after = FILES | {
        "shop.yaml": turned + tasks,
        "shop-risks.yaml": b"part-of: shop\nrisks:" + risks,
    }
    assert said(digests(compare(FILES | {"shop.yaml": WHOLE}, after, TODAY, TODAY))) == []


def test_a_task_with_another_id_or_group_is_the_same_task() -> None:
    """Its links and what points to it go along."""
    renamed = WHOLE.replace(b"api", b"payment-api")
    assert told(WHOLE, renamed) == []
    moved = (
        PLAN
        + b"""  late:
    tasks:
      part: {effort: 3d, owner: mia, after: form}
risks:
  late-risk: {owner: cy, affects: api, probability: 40%, impact: {time: 5d}}
"""
    )
    before = moved.replace(b"  late:\n    tasks:\n      part:", b"  part:")
    assert told(before, moved) == []


def test_equal_values_written_otherwise_are_no_news() -> None:
    other = WHOLE.replace(b"effort: 5d", b"effort: 40h").replace(b"after: api", b"after: [shop/api]")
    assert told(WHOLE, other) == []
