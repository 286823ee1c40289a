"""Words of a forecast that several of its forms share: what was asked, how odds are written, what history says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from pmctl import output
from pmctl.charts.forecast import percent
from pmctl.escape import terminal
from pmctl.insights.odds.calibration import FEWEST, Calibration, Ratio
from pmctl.insights.odds.dates import Odds
from pmctl.insights.promises import promise_of
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.plan import Plan
from pmctl.views.forecast.view import Terms

NOTHING_UNCERTAIN = (
    "Nothing is uncertain: no open estimate has a range (`3d..5d..9d`), and no open\n"
    "risk adds time. Every run is the schedule, so there are no odds to tell."
)


def told_runs(terms: Terms) -> str:
    """`10,000 runs, seed 1`, and what is not as usual."""
    words = [f"{terms.runs:,} {'run' if terms.runs == 1 else 'runs'}", f"seed {terms.seed}"]
    words += ["PERT"] * (terms.sampling == "pert")
    words += [f"{name} together by {value:g}" for name, value in terms.correlations]
    words += ["not levelled"] * (not terms.levelled)
    team = terms.calibration.team if terms.calibration is not None and terms.calibration.usable else None
    words += [f"calibrated by {float(team.median):.2f}"] if team is not None else []
    return ", ".join(words)


def kept(odds: Odds) -> output.Cell:
    """The odds of the promise with their standard error; the colour repeats what health would say of them."""
    if odds.on_time is None:
        return output.Cell("")
    style = "green" if odds.on_time >= 0.8 else "amber" if odds.on_time >= 0.5 else "red"
    if odds.certain:
        return output.Cell("yes" if odds.on_time else "no", style)
    return output.Cell(f"{percent(odds.on_time)} {error(odds)}".rstrip(), style)


def promised(plan: Plan, odds: Odds, say: Callable[[date], str]) -> str:
    """A promised period as it was typed, a promised day as `say` has it; "" for nothing."""
    promise = promise_of(plan, odds.item)
    if promise is None:
        return ""
    return say(promise.last) if promise.first == promise.last else promise.text


def unknown(plan: Plan, odds: Odds) -> str:
    """What the runs know nothing of: `2 without a plan: no run knows of them`; "" for nothing."""
    found = without_plan(plan, odds.item)
    return f"{say_without_plan(len(found))}: no run knows of {'it' if len(found) == 1 else 'them'}" if found else ""


def error(odds: Odds) -> str:
    """`±0.4`, in points; nothing where all runs agree."""
    return f"±{100 * odds.error:.1f}" if odds.error else ""


def calibration_lines(found: Calibration) -> Iterator[str]:
    """What the team's history says, and whether it was used."""
    if found.team is None:
        yield "Calibration: no finished task has both an effort and time spent, so nothing was changed."
        return
    if not found.usable:
        count = "1 finished task says" if found.team.count == 1 else f"{found.team.count} finished tasks say"
        yield f"Calibration: only {count} what was spent, {_factor(found.team)} the estimate;"
        yield f"  at least {FEWEST} are needed, so nothing was changed."
        return
    yield f"Calibration: work left is taken as {_times(found.team)}."
    if found.people:
        yield "Who works alone as their own history says:"
    for who, ratio in found.people.items():
        yield f"  {terminal(who)} {_times(ratio)}"


def _times(ratio: Ratio) -> str:
    return f"{_factor(ratio)} its estimate (median of {ratio.count} finished tasks)"


def _factor(ratio: Ratio) -> str:
    return f"{float(ratio.median):.2f} times"
