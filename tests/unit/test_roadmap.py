"""The roadmap: what it says of features, their lanes, what readers outside see, and its pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import json_text
from pmctl.insights.roadmap.entries import Entry, entries_of
from pmctl.plan import Plan
from pmctl.views.roadmap.as_json import roadmap_json
from pmctl.views.roadmap.markdown import roadmap_markdown
from pmctl.views.roadmap.pictures import drawings
from pmctl.views.roadmap.releases import late_lines
from pmctl.views.roadmap.text import roadmap_text
from pmctl.views.roadmap.view import SHAPES, Asked, Roadmap, roadmap
from pmctl.views.roadmap.words import why
from tests.unit.insights_plan import plan_of

PEOPLE = """
kind: people
people: {ana: {}, bo: {}, dee: {}}
teams: {core: {name: Core, members: [ana, bo]}, studio: {name: Studio, members: [dee]}}
"""
WORK = """
kind: project
start: 2026-02-02
tasks:
  design: {effort: 5d, owner: dee}
  api: {effort: 10d, owner: ana, after: design}
  page: {effort: 3d, owner: core}
  secret: {effort: 1d, owner: bo}
"""
SHOP = """
kind: product
name: Shop
visibility: public
themes: {speed: {name: Speed}, trust: {name: Trust, visibility: internal}}
objectives:
  fast: {name: Fast, key-results: {minute: {from: 140, target: 60}}}
features:
  checkout:
    theme: speed
    supports: minute
    features:
      one-click:
        due: 2026-02-13
        commitment: committed
        delivered-by: [work/design, work/api]
        horizon: next
        score: {confidence: 80%}
      guest: {delivered-by: work/page, horizon: now, score: {rice: {confidence: 50%}}, due: 2026-Q2}
  fraud: {theme: trust, visibility: internal, delivered-by: work/secret, due: 2026-04-01}
  voice: {due: 2026-01-30}
  search: {status: shipped}
"""


def shop() -> Plan:
    return plan_of(people=PEOPLE, work=WORK, shop=SHOP)


def entry(plan: Plan, id: str) -> Entry:
    return next(one for one in entries_of(plan, (), True) if one.feature.id == id)


def many(count: int) -> Plan:
    """A product of so many features in four themes, their names full of markup."""
    horizons = ("now", "next", "later")
    lines = [
        f"  f{one}: {{name: 'Feature {one} <b>&', theme: t{one % 4}, horizon: {horizons[one % 3]}}}"
        for one in range(count)
    ]
    themes = ", ".join(f"t{number}: {{name: Theme {number}}}" for number in range(4))
    return plan_of(shop="\n".join(["kind: product", f"themes: {{{themes}}}", "features:", *lines]))


def ids(found: Roadmap, lane: str) -> list[str]:
    return [one.feature.key for one in next(one for one in found.lanes if one.key == lane).entries]


def test_a_feature_with_parts_has_what_its_parts_have() -> None:
    plan = shop()
    whole, part = entry(plan, "shop/checkout"), entry(plan, "shop/one-click")
    assert whole.forecast.date == part.forecast.date == date(2026, 3, 2)
    assert (whole.horizon, part.horizon) == ("now", "next")
    assert (whole.confidence, part.confidence) == (Fraction(1, 2), Fraction(4, 5))
    assert part.slip == 11
    assert whole.health == part.health == "red"
    assert [item.id for item in whole.by] == ["work/design", "work/api", "work/page"]
    assert whole.rank is None


def test_a_part_is_there_for_what_the_whole_is_there_for() -> None:
    part = entry(shop(), "shop/one-click")
    assert part.theme is not None
    assert part.theme.id == "shop/speed"
    assert [goal.id for goal in part.objectives] == ["shop/fast"]


def test_what_is_over_is_left_out_unless_asked_for() -> None:
    plan = shop()
    assert "search" not in [one.feature.key for one in roadmap(plan, Asked()).entries]
    assert ids(roadmap(plan, Asked(with_done=True)), "done") == ["search"]
    assert roadmap(plan, Asked()).over == 1
    assert roadmap_json(plan, roadmap(plan, Asked()))["shipped-or-dropped"] == 1
    assert "| State |" in roadmap_markdown(plan, roadmap(plan, Asked(with_done=True)))
    assert roadmap(plan, Asked(with_done=True)).over == 0


@pytest.mark.parametrize(
    ("by", "lane", "found"),
    [
        ("horizon", "now", ["checkout", "guest"]),
        ("theme", "shop/speed", ["checkout", "guest", "one-click"]),
        ("supports", "shop/fast", ["checkout", "guest", "one-click"]),
        ("team", "studio", ["checkout", "one-click"]),
        ("team", "core", ["checkout", "guest", "one-click", "fraud"]),
        ("team", "", ["voice"]),
        ("commitment", "committed", ["one-click"]),
    ],
)
def test_lanes(by: str, lane: str, found: list[str]) -> None:
    assert sorted(ids(roadmap(shop(), Asked(group_by=(by,))), lane)) == sorted(found)


def test_links_between_teams_are_those_of_their_work() -> None:
    (link,) = roadmap(shop(), Asked(group_by=("team",))).links
    assert (link.before.id, link.after.id, link.lane_before, link.lane_after) == (
        "work/design",
        "work/api",
        "studio",
        "core",
    )


def test_the_public_sees_dates_of_what_is_committed_only() -> None:
    plan = shop()
    found = roadmap(plan, Asked(audience="public"))
    assert [one.feature.key for one in found.entries if one.promise or one.forecast.date] == ["one-click"]
    assert [one.feature.key for one in found.entries if one.health != "unknown"] == ["one-click"]
    for shape in SHAPES:
        asked = Asked(audience="public", shape=shape, group_by=("theme",))
        page = roadmap(plan, asked)
        texts = [roadmap_text(plan, page), roadmap_markdown(plan, page), json_text(roadmap_json(plan, page))]
        texts += [str(draw()) for format in ("svg", "html") for draw in drawings(plan, page, format)]
        for text in texts:
            assert "one-click" in text
            for hidden in ("fraud", "Trust", "secret", "work/", "80%", "2026-Q2", "30 Jan", "dee", "of 5"):
                assert hidden not in text, (shape, hidden)


def test_we_are_told_how_many_others_see() -> None:
    assert roadmap(shop(), Asked()).seen_by == {"client": 4, "public": 4, "public-dated": 1}
    assert "a client sees 4 of 5, the public 4 (1 dated)" in roadmap_text(shop(), roadmap(shop(), Asked()))


def test_a_promise_that_has_passed_without_a_plan_is_overdue() -> None:
    assert "overdue" in roadmap_text(shop(), roadmap(shop(), Asked(where="name == 'voice'")))


@pytest.mark.parametrize("count", [8, 60, 500])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_feature_can_be_reached(count: int, shape: str) -> None:
    plan = many(count)
    found = roadmap(plan, Asked(shape=shape))
    pages = [str(draw()) for draw in drawings(plan, found, "svg")]
    drawn = {node.get("id") for page in pages for node in ElementTree.fromstring(page).iter() if node.get("id")}
    assert {f"t-shop/f{number}" for number in range(count)} <= drawn
    assert str(drawings(plan, found, "html")[0]()).count('id="t-shop/') == count
    table = roadmap_markdown(plan, found)
    assert all(f"| f{number} |" in table for number in range(count))


@pytest.mark.parametrize("shape", SHAPES)
def test_pictures_are_the_same_twice_and_a_page_is_not_endless(shape: str) -> None:
    plan = many(500)
    found = roadmap(plan, Asked(shape=shape))
    first, second = ([draw() for draw in drawings(plan, found, "svg")] for _ in range(2))
    assert first == second
    if shape != "timeline":
        heights = [float(ElementTree.fromstring(str(page)).get("height", "0")) for page in first]
        assert len(heights) > 1
        assert max(heights) <= 2200


def test_what_stands_in_several_lanes_has_one_id() -> None:
    plan = shop()
    found = roadmap(plan, Asked(shape="swimlane", group_by=("team",)))
    (page,) = (str(draw()) for draw in drawings(plan, found, "svg"))
    assert page.count('id="t-shop/one-click"') == 1
    assert page.count(">one-click +11d</text>") == 2
    assert "core waits for studio: work/api for work/design".casefold() in page.casefold()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("format", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_print(shape: str, format: str, magic: bytes) -> None:
    plan = many(50)
    for draw in drawings(plan, roadmap(plan, Asked(shape=shape)), format):
        page = draw()
        assert isinstance(page, bytes)
        assert page.startswith(magic)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_to_show(shape: str) -> None:
    plan = plan_of(shop="kind: product\n")
    found = roadmap(plan, Asked(shape=shape))
    assert roadmap_text(plan, found) == "No feature is open here."
    for format in ("svg", "html", "png"):
        assert all(draw() for draw in drawings(plan, found, format))


def test_a_roadmap_is_of_products() -> None:
    with pytest.raises(UserError, match="is a project"):
        roadmap(shop(), Asked(products=("work",)))
    with pytest.raises(UserError, match="`one-click` is a feature, no project or product"):
        roadmap(shop(), Asked(products=("one-click",)))
    with pytest.raises(UserError, match="`fast` is an objective, no project or product"):
        roadmap(shop(), Asked(products=("fast",)))
    with pytest.raises(UserError, match="there is no field"):
        roadmap(shop(), replace(Asked(), group_by=("horizn",)))


def test_how_likely_a_promise_is_kept_is_for_us() -> None:
    plan, odds = shop(), {"shop/one-click": 0.9996, "shop/guest": 0.25}
    ours = roadmap_text(plan, roadmap(plan, Asked(), odds))
    assert "99%" in ours  # not quite all
    assert "25%" in ours
    theirs = roadmap(plan, Asked(audience="client"), odds)
    assert "25%" not in roadmap_text(plan, theirs)
    assert "on-time" not in json_text(roadmap_json(plan, theirs))


def test_a_view_says_which_in_what_order_in_which_lanes() -> None:
    views = """
kind: workspace
views:
  late: {of: feature, where: due, sort: -due, group-by: commitment}
  tasks: {of: task}
"""
    plan = plan_of(pmctl=views, people=PEOPLE, work=WORK, shop=SHOP)
    found = roadmap(plan, Asked(view="late"))
    assert found.by == "commitment"
    assert [one.feature.key for lane in found.lanes for one in lane.entries] == ["one-click", "guest", "fraud", "voice"]
    with pytest.raises(UserError, match="is of tasks"):
        roadmap(plan, Asked(view="tasks"))


def test_readers_outside_read_names_of_objectives_not_keys() -> None:
    plan = shop()
    one = entry(plan, "shop/one-click")
    assert why(one, "horizon").endswith(" for fast")
    assert why(one, "horizon", "client").endswith(" for Fast")


@pytest.mark.parametrize("width", [80, 130, 160])
def test_what_is_long_goes_on_in_the_next_line(width: int) -> None:
    long = SHOP.replace("voice: {", "buy-by-voice-and-by-gesture: {name: Buy by voice and by gesture in the kitchen, ")
    long = long.replace("2026-01-30", "2024-12-10")
    plan = plan_of(people=PEOPLE, work=WORK, shop=long)
    output.set_up(width=width)
    said = roadmap_text(plan, roadmap(plan, Asked()))
    output.set_up()
    assert "…" not in said
    assert "buy-by-voice-and-by-gesture" in said
    assert "Tue 10 Dec 2024" in said


def test_a_late_release_is_told_where_its_features_are_in_time() -> None:
    releases = """
releases:
  r1: {name: Spring, due: 2026-02-13, commitment: committed}
  r2: {name: Past, due: 2026-01-30}
  r3: {name: Inside, due: 2026-01-30, visibility: internal}
"""
    shop = SHOP.replace("guest: {", "guest: {release: r1, ").replace(
        "delivered-by: work/page", "delivered-by: work/api"
    )
    plan = plan_of(people=PEOPLE, work=WORK, shop=shop + releases)
    inside, client, public = (roadmap(plan, Asked(audience=reader)) for reader in ("internal", "client", "public"))
    told = late_lines(plan, inside)
    assert told[0].startswith("Spring promised Fri 13 Feb, forecast ")
    assert told[1:] == ["Past promised Fri 30 Jan, overdue", "Inside promised Fri 30 Jan, overdue"]
    assert late_lines(plan, client) == told[:2]
    assert late_lines(plan, public) == told[:1]
    gap = told[0].rpartition("(")[2].rstrip(")")
    for shape in ("now-next-later", "swimlane"):
        drawn = str(drawings(plan, roadmap(plan, Asked(shape=shape)), "svg")[0]())
        assert f"late: Spring {gap}, Past overdue, Inside overdue" in drawn
    for text in (roadmap_text(plan, inside), roadmap_markdown(plan, inside).replace("\\", "")):
        assert all(line in text for line in told)
