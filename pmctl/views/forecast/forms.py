"""The forecast for other programs and pages: JSON, Markdown, CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmctl.charts.forecast import percent
from pmctl.escape import csv_cell, csv_row, markdown
from pmctl.insights.odds.calibration import Calibration, Ratio
from pmctl.insights.odds.cost import CostOdds
from pmctl.insights.odds.dates import Odds
from pmctl.insights.odds.forecast import Forecast
from pmctl.insights.odds.statistics import PERCENTILES
from pmctl.insights.releases import without_plan
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_money_plain
from pmctl.views.forecast.view import Terms, View
from pmctl.views.forecast.words import NOTHING_UNCERTAIN, calibration_lines, error, promised, told_runs, unknown

Json = dict[str, object]


def odds_of_view(view: View) -> tuple[Odds, ...]:
    """All lines of a view; of one item that one."""
    if view.item is not None:
        return (view.item.odds,)
    return tuple(odds for group in view.groups for odds in group.lines)


# --- JSON -------------------------------------------------------------------------------------------------------------


def forecast_json(plan: Plan, view: View) -> Json:
    """The document of `pmctl forecast --json`; shares run from 0 to 1, lengths are working minutes."""
    document: Json = {
        "schema": "pmctl/forecast/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        **_terms(view.terms),
        "uncertain-tasks": view.drawn[0],
        "open-risks": view.drawn[1],
        "items": [_odds(plan, odds) for odds in odds_of_view(view)],
    }
    if view.item is not None:
        document["item"] = _item(view.item)
    return document


def _terms(terms: Terms) -> Json:
    return {
        "runs": terms.runs,
        "seed": terms.seed,
        "sampling": terms.sampling,
        "correlations": dict(terms.correlations),
        "levelled": terms.levelled,
        "calibration": _calibration(terms.calibration) if terms.calibration is not None else None,
    }


def _calibration(found: Calibration) -> Json:
    return {
        "used": found.usable,
        "team": _ratio(found.team) if found.team is not None else None,
        "people": {who: _ratio(ratio) for who, ratio in found.people.items()},
    }


def _ratio(ratio: Ratio) -> Json:
    return {"tasks": ratio.count, "median": float(ratio.median)}


def _odds(plan: Plan, odds: Odds) -> Json:
    return {
        "id": odds.item.id,
        "kind": odds.item.kind,
        "name": odds.item.title,
        **{f"p{share}": odds.by(share).isoformat() for share in PERCENTILES},
        "forecast": _iso(odds.planned),
        "by-forecast": odds.by_plan,
        "due": _iso(odds.promised),
        "on-time": odds.on_time,
        "error": odds.error if odds.on_time is not None else None,
        "certain": odds.certain,
        "reason": odds.reason or None,
        **({"without-plan": lacks} if (lacks := len(without_plan(plan, odds.item))) else {}),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _item(found: Forecast) -> Json:
    return {
        "id": found.odds.item.id,
        "spread": [{"date": day.isoformat(), "runs": count} for day, count in found.spread],
        "drivers": [
            {
                "id": one.id,
                "kind": one.kind,
                "share": one.share,
                "correlation": one.correlation,
                "low-minutes": round(one.low),
                "high-minutes": round(one.high),
            }
            for one in found.drivers
        ],
        "tasks": [
            {
                "id": one.id,
                "criticality": one.criticality,
                "cruciality": one.cruciality,
                "sensitivity": one.sensitivity,
            }
            for one in found.tasks
        ],
        "risks": [
            {
                "id": one.id,
                "occurs": one.occurs,
                "delay-minutes": round(one.delay),
                "p80-without": _iso(one.without),
            }
            for one in found.risks
        ],
        "at-least-one-risk": found.any_risk,
        "cost": [_cost(one) for one in found.costs],
    }


def _cost(one: CostOdds) -> Json:
    return {
        "currency": one.currency,
        "estimate": one.estimate / 100,
        **{f"p{share}": amount / 100 for share, amount in zip(PERCENTILES, one.amounts, strict=True)},
        "budget": one.budget / 100 if one.budget is not None else None,
        "within-budget": one.within,
        "reserve": one.reserve / 100,
    }


# --- Markdown and CSV -------------------------------------------------------------------------------------------------


def forecast_markdown(plan: Plan, view: View) -> str:
    """A table of the lines; of one item also what drives it."""
    lines = [f"Finished by, in so many of the runs ({markdown(told_runs(view.terms))}):", ""]
    if not any(view.drawn):
        lines = [markdown(" ".join(NOTHING_UNCERTAIN.split("\n"))), ""]
    lines += ["| Item | 10% | 50% | 80% | 95% | Promised | On time |", "| --- | --- | --- | --- | --- | --- | ---: |"]
    lines += [_markdown_row(plan, odds) for odds in odds_of_view(view)]
    lacks = [(odds.item.title, words) for odds in odds_of_view(view) if (words := unknown(plan, odds))]
    lines += ["", *(f"{markdown(title)}: {markdown(words)}." for title, words in lacks)] if lacks else []
    if view.item is not None and view.item.drivers:
        lines += ["", "| What drives it | Share |", "| --- | ---: |"]
        names = ((plan.workspace.items[one.id].title, one) for one in view.item.drivers)
        lines += [f"| {markdown(title)} | {markdown(percent(one.share))} |" for title, one in names]
    if view.terms.calibration is not None:
        lines += ["", *(markdown(line) for line in calibration_lines(view.terms.calibration))]
    return "\n".join(lines) + "\n"


def _markdown_row(plan: Plan, odds: Odds) -> str:
    days = (print_date(odds.by(share)) for share in (10, 50, 80, 95))
    kept = f"{percent(odds.on_time)} {error(odds)}".strip() if odds.on_time is not None else ""
    return "| " + " | ".join(map(markdown, (odds.item.title, *days, promised(plan, odds, print_date), kept))) + " |"


_CSV = ("id", "name", *(f"p{share}" for share in PERCENTILES), "forecast", "due", "on-time", "error", "certain")
_CSV_COST = ("currency", "estimate", *(f"cost-p{share}" for share in PERCENTILES))


def forecast_csv(plan: Plan, view: View) -> str:
    """A row an item, days as in plan files, shares from 0 to 1; of a project alone also its money."""
    costs = view.item.costs if view.item is not None else ()
    rows = [csv_row((*_CSV, *(_CSV_COST if costs else ())))]
    for odds in odds_of_view(view):
        money = [_csv_money(one) for one in costs] or [()]
        rows += [csv_row((*_csv_cells(odds), *more)) for more in money]
    return "".join(rows)


def _csv_cells(odds: Odds) -> Iterator[str]:
    yield csv_cell(odds.item.id)
    yield csv_cell(odds.item.title)
    for day in (*(odds.by(share) for share in PERCENTILES), odds.planned, odds.promised):
        yield _iso(day) or ""
    yield f"{odds.on_time:.4f}" if odds.on_time is not None else ""
    yield f"{odds.error:.4f}" if odds.on_time is not None else ""
    yield "true" if odds.certain else "false"


def _csv_money(one: CostOdds) -> tuple[str, ...]:
    return (one.currency, *(print_money_plain(Decimal(cents) / 100) for cents in (one.estimate, *one.amounts)))
