"""A roadmap as pictures: the board, the lanes on a calendar, the timeline under headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import inf

from pmctl.charts import timeline
from pmctl.charts.roadmap import (
    LONGEST,
    MANY,
    Band,
    Bar,
    Board,
    Card,
    Heading,
    Sheet,
    board_sheets,
    lane_sheets,
    pdf,
    png,
    svg,
)
from pmctl.charts.timeline.as_html import page_of
from pmctl.charts.timeline.words import subtitle_of
from pmctl.insights.roadmap.entries import Entry
from pmctl.insights.roadmap.lanes import Lane, by_horizon
from pmctl.model.product import HORIZONS
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.roadmap.releases import ahead, late_in_short, late_releases
from pmctl.views.roadmap.view import Roadmap
from pmctl.views.roadmap.words import Words, between, goals, is_late, links, title_of, told, words_of


def board(plan: Plan, found: Roadmap) -> Board:
    """Now, next and later (and what has none of them, or is done) side by side, in the lanes of the roadmap."""
    named = found.lanes if found.by != "horizon" else (Lane("", "", found.entries),)
    split = [(lane.title, {part.key: part for part in by_horizon(lane.entries)}) for lane in named]
    # where there are many, nothing is worth a column of its own
    titles = {name: name.capitalize() for name in HORIZONS} if len(found.entries) <= MANY else {}
    titles |= {part.key: part.title for part in by_horizon(found.entries)}
    bands = tuple(Band(title, tuple(_cards(plan, found, parts.get(key)) for key in titles)) for title, parts in split)
    return Board(_heading(plan, found), tuple(titles.values()), bands)


def _cards(plan: Plan, found: Roadmap, part: Lane | None) -> tuple[Card, ...]:
    return tuple(_card(plan, one, words_of(plan, found, one)) for one in (part.entries if part else ()))


def _card(plan: Plan, one: Entry, words: Words) -> Card:
    promised = ", ".join(part for part in (words["promised"], words["commitment"]) if part)
    facts = [f"promised {promised}" if promised else "", words["forecast"] and f"forecast {words['forecast']}"]
    facts.append(words["lacks"])
    tip = [*facts, words["slip"], words["health"], words["why"], words["by"] and f"by {words['by']}", words["state"]]
    return Card(
        id=one.feature.id,
        name=one.feature.title,
        why=words["why"],
        facts=" · ".join(fact for fact in facts if fact),
        day=_day(plan, one),
        late=words["slip"] if is_late(words) else "",
        sure=_how_sure(words),
        level=one.health,
        tip=f"{one.feature.title}: {', '.join(part for part in tip if part)}",
    )


def _how_sure(words: Words) -> str:
    """Its health, how likely it is on time where that was asked for, else how sure people are of it."""
    odds, sure = words["odds"] and f"{words['odds']} on time", words["sure"] and f"{words['sure']} sure"
    return ", ".join(part for part in (words["health"], odds or sure) if part)


def _day(plan: Plan, one: Entry) -> str:
    """The forecast, else the promise, as short as it can be said."""
    if one.forecast.date is None and one.promise is not None and one.promise.first != one.promise.last:
        return one.promise.text
    day = one.forecast.date or (one.promise.last if one.promise is not None else None)
    return print_date(day, plan.today).partition(" ")[2] if day is not None else ""


def _heading(plan: Plan, found: Roadmap, extent: str = "") -> Heading:
    """Its title, how many features, which releases are late, which days it spans."""
    parts = (told(found), late_in_short(late_releases(plan, found)), extent)
    subtitle = " · ".join(part for part in parts if part)
    stamp = f"As of {plan.today.isoformat()} · plan {plan.loaded.content[:12] or 'unsaved'}"
    return Heading(title_of(plan, found), subtitle, stamp)


def chart(plan: Plan, found: Roadmap) -> timeline.Timeline:
    """The features on a timeline by quarters, a heading for each lane, and the releases that are to come.

    Beside each stands which objectives it serves: on a roadmap the reason counts more than who answers.
    """
    sections = [(lane.title, [one.feature.id for one in lane.entries]) for lane in found.lanes]
    releases = [one.id for one in ahead(plan, found)]
    sections += [("Releases", releases)] if releases else []
    drawn = timeline.view(plan, tuple(one.id for one in found.products), None, found.audience, sections)
    reasons = {one.feature.id: goals(one, found.audience) for one in found.entries}
    rows = tuple(replace(row, owner=reasons.get(row.id) or row.lacks) for row in drawn.rows)
    return replace(drawn, title=title_of(plan, found), rows=rows, beside="For")


FORMATS = ("svg", "png", "html", "pdf")
PAGED = ("svg", "png")
"""Formats that hold one page a file."""


def drawings(plan: Plan, found: Roadmap, format: str, longest: float = LONGEST) -> Sequence[Callable[[], str | bytes]]:
    """The roadmap in one of `FORMATS`, each page drawn when it is asked for; html and pdf have all pages in one."""
    if found.shape == "timeline":
        drawn = chart(plan, found)
        pages = timeline.paged(drawn) if format in PAGED and longest < inf else (drawn,)
        return [partial(timeline.drawn, page, format, 0) for page in pages]
    made = sheets(plan, found, longest)
    if format == "html":
        return [lambda: page_of(title_of(plan, found), [svg(page) for page in made])]
    if format == "pdf":
        return [lambda: pdf(made)]
    draw: Callable[[Sheet], str | bytes] = svg if format == "svg" else png
    return [partial(draw, page) for page in made]


def sheets(plan: Plan, found: Roadmap, longest: float) -> Sequence[Sheet]:
    """The pages of a board or of lanes, each at most so many pixels high."""
    if found.shape == "now-next-later":
        return board_sheets(board(plan, found), longest)
    drawn = chart(plan, found)
    rows = {row.id: row for row in drawn.rows if row.id}
    lanes = [(lane.title, [_bar(plan, found, one, rows) for one in lane.entries]) for lane in found.lanes]
    below = between(found), links(found)
    return lane_sheets(
        drawn,
        lanes,
        below,
        _heading(plan, found, subtitle_of(drawn)),
        longest,
    )


def _bar(plan: Plan, found: Roadmap, one: Entry, rows: Mapping[str, timeline.Row]) -> Bar:
    return Bar(rows[one.feature.id], _card(plan, one, words_of(plan, found, one)))
