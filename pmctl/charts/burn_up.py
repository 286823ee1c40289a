"""Burn-up: the work that is done below the work that there is, day by day."""

from __future__ import annotations

from pmctl.charts.curves import Curve, drawing_of, measures_asked, subject, summed
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.palette import LIGHT


def draw(request: Request) -> Drawing:
    """The picture of a project, or of all together."""
    found, day = measures_asked(request), request.plan.workspace.units.day
    scope = summed(found, lambda one: one.scope / day)
    done = summed(found, lambda one: one.done / day)
    curves = (Curve("scope", LIGHT["ink"], scope), Curve("done", LIGHT["green"], done))
    whole, part = scope[-1][1], done[-1][1]
    share = f": {part / whole:.0%}" if whole else ""
    subtitle = f"{part:,.0f} of {whole:,.0f} days of work are done{share}."
    return drawing_of(f"Burn-up: {subject(request)}", subtitle, curves, request.plan.today)
