"""Planned value: what was to be done by each day, and what was earned by then, in days of work.

Source: PMI, planned and earned value, with the effort of a task in place of its cost.
"""

from __future__ import annotations

from pmctl.charts.curves import Curve, drawing_of, measures_asked, subject, summed, total
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.palette import LIGHT


def draw(request: Request) -> Drawing:
    """The picture of a project, or of all together."""
    found, day = measures_asked(request), request.plan.workspace.units.day
    planned = total(
        [tuple((at, value / day) for (at, _), value in zip(one.points, one.planned, strict=True)) for one in found]
    )
    earned = summed(found, lambda one: one.earned / day)
    curves = (Curve("planned", LIGHT["due"], planned, dashed=True), Curve("earned", LIGHT["done"], earned))
    wanted, has = planned[-1][1], earned[-1][1]
    index = f", {has / wanted:.2f} of it" if wanted else ""
    by = "its baseline, before that by its first plan" if _has_baseline(request) else "its first plan"
    subtitle = f"By {by} {wanted:,.0f} days of work were to be done today; {has:,.0f} are earned{index}."
    return drawing_of(f"Planned and earned: {subject(request)}", subtitle, curves, request.plan.today)


def _has_baseline(request: Request) -> bool:
    return bool(request.plan.workspace.baselines)
