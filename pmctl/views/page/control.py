"""What the page of a change says of its effect, that of a risk of its response, that of a gate of its criteria."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl import output
from pmctl.insights.change_effect import ChangeEffect, change_effect
from pmctl.insights.gates import standing
from pmctl.insights.risk_register import Entry, entry_of
from pmctl.model.control import Change, Gate, Risk
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_money, print_share
from pmctl.views.page.lines import rows_of

Json = dict[str, object]


def control_text(plan: Plan, item: Item, internal: bool) -> str:
    """The section of a change, risk or gate; nothing for others, and for readers outside."""
    if isinstance(item, Change) and internal:
        return _section("In the plan", rows_of(_effect(plan, change_effect(plan, item))))
    if isinstance(item, Risk) and item.residual is not None and internal:
        return _section("After the response", rows_of(_residual(plan, entry_of(plan, item))))
    if isinstance(item, Gate) and item.criteria and internal:
        stands = standing(plan, item)
        rows = [("Met", "\n".join(stands.met)), ("Missing", "\n".join(stands.missing))]
        return _section(stands.text.partition(",")[0].capitalize(), rows_of(rows))
    return ""


def control_json(plan: Plan, item: Item, internal: bool) -> Json:
    """The same for programs: `effect` of a change, `after-response` of a risk, `criteria` of a gate."""
    if isinstance(item, Change) and internal:
        return {"effect": _effect_json(change_effect(plan, item))}
    if isinstance(item, Risk) and item.residual is not None and internal:
        return {"after-response": _residual_json(entry_of(plan, item))}
    if isinstance(item, Gate) and internal:
        stands = standing(plan, item)
        return {"criteria": {"met": list(stands.met), "missing": list(stands.missing)}}
    return {}


def _effect_json(effect: ChangeEffect) -> Json:
    return {
        "tasks": [one.id for one in effect.tasks],
        "baseline": effect.baseline.id if effect.baseline is not None else None,
        "effort-minutes": effect.effort,
        "share": _number(effect.share),
        "cost": {currency: float(amount) for currency, amount in effect.cost.items()},
        "finishes": [
            {
                "project": one.project,
                "forecast": one.now.isoformat(),
                "without": one.without.isoformat(),
                "days": one.days,
            }
            for one in effect.finishes
        ],
    }


def _residual_json(one: Entry) -> Json:
    left = one.left
    return {
        "probability-share": _number(left.probability),
        "exposure-minutes": _number(left.exposure),
        "emv-amount": _number(left.emv),
        "emv-currency": left.currency,
        "score": left.score,
        "band": left.band,
        "benefit-amount": _number(one.benefit),
        "benefit-minutes": _number(one.time_saved),
    }


def _number(value: Fraction | None) -> float | None:
    return float(value) if value is not None else None


def _section(title: str, rows: str) -> str:
    return f"{output.paint(title, 'heading')}\n{rows}" if rows else ""


def _effect(plan: Plan, effect: ChangeEffect) -> Iterator[tuple[str, str]]:
    """Work and money that it adds, and which project would end when without it."""
    if not effect.tasks:
        yield "Tasks", f"none names it (`change: {effect.change.key}`), so nothing is computed"
        return
    share = f", {print_share(effect.share, 1)} of what was agreed" if effect.share is not None else ""
    yield "Work", f"{print_days(effect.effort, plan.workspace.units)}{share}"
    yield "Cost", ", ".join(f"{print_money(amount)} {currency}" for currency, amount in effect.cost.items())
    ends = [
        f"{one.project} ends {print_date(one.now, plan.today)}, {print_date(one.without, plan.today)} without it"
        f" ({one.days:+d}d)"
        for one in effect.finishes
    ]
    yield "End", "\n".join(ends) or "no project ends on another day for it"


def _residual(plan: Plan, one: Entry) -> Iterator[tuple[str, str]]:
    """What the response leaves, and whether it is worth its price."""
    left = one.left
    yield "Probability", print_share(left.probability) if left.probability is not None else ""
    yield "Exposure", _days(plan, left.exposure)
    yield "EMV", _money(left.emv, left.currency)
    yield "Score", f"{left.score} {left.band}" if left.score is not None else ""
    saved = f", and {_days(plan, one.time_saved)}" if one.time_saved else ""
    benefit = _money(one.benefit, one.inherent.currency)
    yield "Benefit", f"{benefit}{saved}" if benefit else _days(plan, one.time_saved)


def _days(plan: Plan, minutes: Fraction | None) -> str:
    return print_days(round(minutes), plan.workspace.units).removeprefix("+") if minutes is not None else ""


def _money(amount: Fraction | None, currency: str) -> str:
    return print_money(amount, currency) if amount is not None else ""
