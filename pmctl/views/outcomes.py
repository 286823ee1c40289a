"""What is said of a feature in several views: who asks for it, and what is decided once it is out."""

from __future__ import annotations

from pmctl.insights.outcomes.argument import argued_for
from pmctl.insights.outcomes.effect import launch_of
from pmctl.insights.voices import Importance
from pmctl.model.product import Feature, Outcome
from pmctl.plan import Plan
from pmctl.quantity import print_date


def judged(plan: Plan, feature: Feature) -> str:
    """`outcome due Wed 1 Jul; the data argues for iterate`; "" before the feature is out."""
    if launch_of(plan, feature) is None:
        return ""
    outcome = feature.outcome or Outcome()
    if outcome.decision:
        return f"{outcome.decision}: {outcome.reason}" if outcome.reason else outcome.decision
    due = f"outcome due {print_date(outcome.due.last, plan.today)}" if outcome.due is not None else "no outcome is due"
    return "; ".join(part for part in (due, argued_for(plan, feature)) if part)


def customers_text(asked: Importance) -> str:
    """`2 customers (importance 4)`."""
    return f"{asked.customers} customer{'' if asked.customers == 1 else 's'} (importance {float(asked.weight):g})"
