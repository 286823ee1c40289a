"""Pictures of a plan; one entry in `CHARTS` for each."""

from __future__ import annotations

from dataclasses import dataclass

EVERYBODY = ("internal", "client", "public")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that `pmctl chart NAME` draws, or a command of its own.

    `module` is the file in this folder whose `draw(request)` makes the drawing; "" where `command` is another one.
    `over_time`: it is read from the history of the plan, with `by_dates` from the dates of its tasks where there is
    none. `of_all`: it is of anything that has work, of all where nothing is named. `audiences` are the readers that it
    is for, as of the reports of the same matter.
    """

    name: str
    title: str
    command: str
    formats: tuple[str, ...]
    module: str = ""
    over_time: bool = False
    by_dates: bool = False
    of_all: bool = False
    audiences: tuple[str, ...] = ("internal",)


CHARTS: tuple[Chart, ...] = (
    Chart(
        name="timeline",
        title="bars, links, critical path, promises, baseline",
        command="pmctl timeline",
        formats=("text", "svg", "html", "png", "pdf", "mermaid"),
        audiences=EVERYBODY,
    ),
    Chart(
        name="roadmap",
        title="now, next and later, or lanes on a calendar",
        command="pmctl roadmap",
        formats=("text", "svg", "html", "png", "pdf"),
        audiences=EVERYBODY,
    ),
    Chart(
        name="forecast",
        title="by when it is done, and how likely",
        command="pmctl chart forecast",
        formats=("text", "svg", "png", "pdf"),
        module="forecast",
    ),
    Chart(
        name="tornado",
        title="what moves its finish most",
        command="pmctl chart tornado",
        formats=("text", "svg", "png", "pdf"),
        module="tornado",
    ),
    Chart(
        name="stakeholder-grid",
        title="who can do how much, and whom it matters to",
        command="pmctl chart stakeholder-grid",
        formats=("text", "svg", "png", "pdf"),
        module="stakeholder_grid",
    ),
    Chart(
        name="milestone-trend",
        title="what was forecast when, and promised",
        command="pmctl chart milestone-trend",
        formats=("text", "svg", "png", "pdf"),
        module="milestone_trend",
        over_time=True,
    ),
    Chart(
        name="burn-up",
        title="work done, and all the work there is",
        command="pmctl chart burn-up",
        formats=("text", "svg", "png", "pdf"),
        module="burn_up",
        over_time=True,
    ),
    Chart(
        name="cumulative-flow",
        title="tasks in each category, day by day",
        command="pmctl chart cumulative-flow",
        formats=("text", "svg", "png", "pdf"),
        module="cumulative_flow",
        over_time=True,
    ),
    Chart(
        name="planned-value",
        title="what was to be done, and what is earned",
        command="pmctl chart planned-value",
        formats=("text", "svg", "png", "pdf"),
        module="planned_value",
        over_time=True,
    ),
    Chart(
        name="earned-value",
        title="what was planned, is earned, was spent",
        command="pmctl chart earned-value",
        formats=("text", "svg", "png", "pdf"),
        module="earned_value",
        of_all=True,
    ),
    Chart(
        name="health",
        title="green, amber and red, day by day",
        command="pmctl chart health",
        formats=("text", "svg", "png", "pdf"),
        module="health",
        over_time=True,
    ),
    Chart(
        name="metric",
        title="readings, the target, and the releases",
        command="pmctl chart metric",
        formats=("text", "svg", "png", "pdf"),
        module="metric",
        of_all=True,
        audiences=EVERYBODY,
    ),
    Chart(
        name="risk-matrix",
        title="how likely, how bad, and after the response",
        command="pmctl chart risk-matrix",
        formats=("text", "svg", "png", "pdf"),
        module="risk_matrix",
        of_all=True,
    ),
    Chart(
        name="workload",
        title="how much of whose time is asked, by week",
        command="pmctl chart workload",
        formats=("text", "svg", "png", "pdf"),
        module="workload",
        of_all=True,
    ),
    Chart(
        name="burndown",
        title="what is left of a sprint, day by day",
        command="pmctl chart burndown",
        formats=("text", "svg", "png", "pdf"),
        module="burndown",
        over_time=True,
        by_dates=True,
    ),
    Chart(
        name="cycle-time",
        title="how long finished work took",
        command="pmctl chart cycle-time",
        formats=("text", "svg", "png", "pdf"),
        module="cycle_time",
        over_time=True,
        by_dates=True,
    ),
    Chart(
        name="value-effort",
        title="what is worth much against what takes much",
        command="pmctl chart value-effort",
        formats=("text", "svg", "png", "pdf"),
        module="value_effort",
        of_all=True,
    ),
    Chart(
        name="priorities",
        title="what comes first, and where capacity ends",
        command="pmctl chart priorities",
        formats=("text", "svg", "png", "pdf"),
        module="priorities",
        of_all=True,
    ),
    Chart(
        name="objectives",
        title="how far objectives are, and their time",
        command="pmctl chart objectives",
        formats=("text", "svg", "png", "pdf"),
        module="objectives",
        of_all=True,
        audiences=("internal", "client"),
    ),
    Chart(
        name="business-case",
        title="what a business case hangs on",
        command="pmctl chart business-case",
        formats=("text", "svg", "png", "pdf"),
        module="business_case",
        of_all=True,
    ),
)
"""Every picture, in the order in which they are listed."""
