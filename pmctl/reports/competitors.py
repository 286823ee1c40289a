"""Who offers the same: features beside theirs, how fresh that knowledge is, and where the market goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmctl.diagnostic import Diagnostic
from pmctl.insights.computed import COMPUTED
from pmctl.insights.facts import show
from pmctl.insights.relations import resolved
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.product import Competitor, Feature, Finding, Product, Research
from pmctl.quantity import When
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections.reader import counted, dates, filled, members
from pmctl.reports.status_lists import iso
from pmctl.rules import competitor_stale

TREND_DAYS = 180
"""Calendar days after which what is known of the market is old."""
THREATS = ("high", "medium", "low")
OURS = ("building", "shipped")
"""Statuses of what we have, or are about to."""


def view(request: Request) -> Paper:
    """The competitors of a product, or of all products; it is for ourselves alone."""
    rivals = sorted(_of(request, Competitor), key=_rank)
    features = _compared(request, rivals)
    return Paper(
        f"{request.document.title}: competitors" if request.document is not None else "Competitors",
        _headline(request, rivals, features),
        (),
        (
            _matrix(request, rivals, features),
            _ahead(request, rivals, features),
            _alone(request, rivals),
            _rivals(request, rivals),
            _trends(request),
        ),
        tuple(f"{one.code} {competitor_stale.NAME}: {one.message}" for one in _stale(request, rivals)),
    )


def _of(request: Request, kind: type[Competitor | Feature | Research]) -> list[Item]:
    """The items of a class in the product, or in all products."""
    documents = request.plan.workspace.documents.values()
    products = [request.document] if request.document is not None else documents
    return [item for one in products if isinstance(one, Product) for item in members(request, one, kind)]


def _rank(rival: Item) -> tuple[int, str]:
    """The most dangerous first."""
    threat = rival.threat if isinstance(rival, Competitor) else ""
    return THREATS.index(threat) if threat in THREATS else len(THREATS), rival.id


def _has(request: Request, rival: Item) -> tuple[Item, ...]:
    return resolved(request.plan, rival, rival.has) if isinstance(rival, Competitor) else ()


def _compared(request: Request, rivals: Sequence[Item]) -> list[Feature]:
    """The features that some competitor has: those that more of them have come first."""
    count: dict[str, int] = {}
    for rival in rivals:
        for one in _has(request, rival):
            count[one.id] = count.get(one.id, 0) + 1
    found = [one for one in request.plan.workspace.items.values() if isinstance(one, Feature) and one.id in count]
    return sorted(found, key=lambda one: -count[one.id])


def _headline(request: Request, rivals: Sequence[Item], features: Sequence[Feature]) -> str:
    if not rivals:
        return "Nobody is written down who offers the same."
    lacking = [one for one in features if one.status not in OURS]
    names = ", ".join(one.title for one in lacking)
    ahead = f"They have {counted(len(lacking), 'feature')} that we neither have nor build: {names}." if lacking else ""
    ids = {one.item for one in _stale(request, rivals)}
    stale = [one.title for one in rivals if one.id in ids]
    verb = "was" if len(stale) == 1 else "were"
    fresh = f"{', '.join(stale)} {verb} not reviewed for {competitor_stale.DAYS}d." if stale else ""
    first = f"{counted(len(rivals), 'competitor')}; {_threat(rivals[0])}."
    return " ".join(
        part for part in (first, ahead or "They have nothing that we neither have nor build.", fresh) if part
    )


def _threat(rival: Item) -> str:
    threat = rival.threat if isinstance(rival, Competitor) else ""
    return (
        f"the threat of {rival.title} is {threat}" if threat else f"nobody says how much of a threat {rival.title} is"
    )


def _matrix(request: Request, rivals: Sequence[Item], features: Sequence[Feature]) -> Section:
    """Features by competitors, and how far we are ourselves."""
    has = {rival.id: {one.id for one in _has(request, rival)} for rival in rivals}
    rows = tuple(
        {
            "id": one.id,
            "name": one.title,
            "status": one.status,
            "has": [rival for rival, ids in has.items() if one.id in ids],
            **{f"by-{rival}": "yes" if one.id in ids else "–" for rival, ids in has.items()},
        }
        for one in features
    )
    columns = (
        Column("name", "Feature"),
        Column("status", "We"),
        *(Column(f"by-{rival.id}", rival.title) for rival in rivals),
    )
    missing = "what competitors have: `competitors.*.has`"
    return Section("matrix", "Feature by feature", columns, rows, missing=missing)


def _ahead(request: Request, rivals: Sequence[Item], features: Sequence[Feature]) -> Section:
    """What they have and we have not, with what we promise and expect."""
    rows = tuple(
        {
            "id": one.id,
            "name": one.title,
            "status": one.status,
            "horizon": one.horizon,
            "competitors": ", ".join(rival.title for rival in rivals if one in _has(request, rival)),
            **dates(request, one),
        }
        for one in features
        if one.status not in OURS
    )
    columns = (
        Column("name", "Feature"),
        Column("competitors", "Who has it"),
        Column("status", "We"),
        Column("horizon", "Horizon"),
        Column("due-text", "Promised", "day"),
        Column("forecast", "Forecast", "day"),
    )
    return Section("ahead", "They have it, we do not", filled(columns, rows), rows)


def _alone(request: Request, rivals: Sequence[Item]) -> Section:
    """What we have or build, and none of them has."""
    known = {one.id for rival in rivals for one in _has(request, rival)}
    found = [
        one
        for one in _of(request, Feature)
        if isinstance(one, Feature) and not one.children and one.status in OURS and one.id not in known
    ]
    lines = tuple(f"{one.title} ({one.status})" for one in found) if rivals else ()
    return Section("alone", "Only we have it", text=lines, listed=True)


def _rivals(request: Request, rivals: Sequence[Item]) -> Section:
    rows = tuple(
        {
            "id": one.id,
            "name": one.title,
            "threat": one.threat,
            "reviewed": iso(_last(one.reviewed)),
            "age": _age(request, one),
            "strengths": ", ".join(one.strengths),
            "weaknesses": ", ".join(one.weaknesses),
        }
        for one in rivals
        if isinstance(one, Competitor)
    )
    columns = (
        Column("name", "Competitor"),
        Column("threat", "Threat"),
        Column("reviewed", "Reviewed", "day"),
        Column("age", "Age"),
        Column("strengths", "Strong at"),
        Column("weaknesses", "Weak at"),
    )
    missing = "who offers the same: `competitors`"
    return Section("competitors", "Who they are", filled(columns, rows), rows, missing=missing)


def _last(day: When | None) -> date | None:
    return day.last if day is not None else None


def _age(request: Request, item: Item) -> str:
    return show(request.plan, COMPUTED["age"].of(request.plan, item))


def _trends(request: Request) -> Section:
    """What was found out about the market, the newest first, and the features that it speaks for."""
    trends = [one for one in _of(request, Research) if isinstance(one, Research) and one.method == "market"]
    trends.sort(key=lambda one: _last(one.date) or date.min, reverse=True)
    rows = tuple(row for one in trends for row in _trend(request, one))
    columns = (
        Column("name", "Trend"),
        Column("age", "Age"),
        Column("found", "Found"),
        Column("supports", "Speaks for"),
    )
    missing = "where the market goes: `research` with `method: market`"
    return Section("trends", "Where the market goes", filled(columns, rows), rows, missing=missing)


def _trend(request: Request, research: Research) -> Iterator[dict[str, object]]:
    """A row for each finding of a trend, one without any too."""
    plan, day = request.plan, _last(research.date)
    found = (plan.workspace.items[id] for id in research.findings)
    findings: list[Finding | None] = [one for one in found if isinstance(one, Finding)]
    old = day is not None and (plan.today - day).days > TREND_DAYS
    for finding in findings or [None]:
        supported = resolved(plan, finding, finding.supports) if finding is not None else ()
        shown = [one.title for one in supported if category_of(plan, one) != "dropped"]
        yield {
            "id": research.id,
            "name": research.title,
            "date": iso(day),
            "age": f"{_age(request, research)}{', old' if old else ''}",
            "old": old,
            "found": _found(finding),
            "finding": finding.id if finding is not None else None,
            "supports": ", ".join(shown) or "nothing",
        }


def _found(finding: Finding | None) -> str:
    if finding is None:
        return "nothing yet"
    return f"{finding.title} ({finding.strength})" if finding.strength else finding.title


def _stale(request: Request, rivals: Sequence[Item]) -> Iterator[Diagnostic]:
    """The findings about reviews that are too old."""
    ids = {one.id for one in rivals}
    return (found for found in competitor_stale.check(request.plan) if found.item in ids)
