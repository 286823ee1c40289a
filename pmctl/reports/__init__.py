"""Reports to hand out; one entry in `REPORTS` for each."""

from __future__ import annotations

from dataclasses import dataclass

PRINTED = ("text", "md", "html")
"""Formats that come from a template."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that `pmctl report NAME` writes.

    `module` is the file in this folder whose `view(request)` says it. `of` are the kinds of document (or item) that it
    is about; `whole` says that it may be about all of them together. `audiences` are the readers that it is for,
    `template` what its built-in templates are called. `by` are the ways in which it can be asked for (`--by`);
    `grouped` says that it can be asked for by group (`--group-by`), `compares` that it can look back (`--against`).
    """

    name: str
    title: str
    module: str
    of: tuple[str, ...] = ("project", "product")
    whole: bool = True
    audiences: tuple[str, ...] = ("internal", "client", "public")
    template: str = "paper"
    since: str = "7d"
    """How far back its news goes where nobody says it."""
    by: tuple[str, ...] = ()
    grouped: bool = False
    compares: bool = False

    def built_in(self, format: str) -> str:
        """The template of the package that writes it in a format; many reports share one."""
        return f"{self.template}.{format}.j2"

    def own(self, format: str) -> str:
        """The name under which a workspace keeps its own template for it."""
        return f"{self.name}.{format}.j2"


REPORTS: tuple[Report, ...] = (
    Report(
        name="status",
        title="Where it stands: health and why, done, next, slips, risks, decisions wanted, money, the timeline",
        module="status",
        template="status",
    ),
    Report(
        name="brief",
        title="One page: why, who, state, what comes next, what is to be decided; of a product its vision",
        module="brief",
        whole=False,
    ),
    Report(
        name="charter",
        title="Why it exists, what is in and out, what it is worth, who agreed, how complete its plan is",
        module="charter",
        of=("project",),
        whole=False,
    ),
    Report(
        name="portfolio",
        title="All plans on one page: a line each, money by currency, worst risks, who holds whom up",
        module="portfolio",
    ),
    Report(
        name="standup",
        title="The daily stand-up: by person what is blocked, under way, and done since the last working day",
        module="standup",
        of=("project", "product", "person", "team"),
        audiences=("internal",),
        since="1d",
    ),
    Report(
        name="stakeholders",
        title="Who can help or hinder, what they expect against the forecast, who is told what and when",
        module="stakeholders",
        whole=False,
        audiences=("internal",),
    ),
    Report(
        name="change-order",
        title="One change request: what is asked for, what it does to time, cost and scope, who approves",
        module="change_order",
        of=("change",),
        whole=False,
    ),
    Report(
        name="quality",
        title="What is delivered and accepted, which checks passed, which gates",
        module="quality",
        of=("project",),
        whole=False,
    ),
    Report(
        name="handover",
        title="What passes to whom: outputs, steps, documents, what is open, whom to ask",
        module="handover",
        of=("project",),
        whole=False,
    ),
    Report(
        name="closure",
        title="What is still open before the end, and how it went against promise and baseline",
        module="closure",
        of=("project",),
        whole=False,
    ),
    Report(
        name="lessons",
        title="What was learned, and what others learned that fits",
        module="lessons",
    ),
    Report(
        name="raci",
        title="Who is responsible, accountable, consulted and informed, where nobody is, and who carries most",
        module="raci",
        of=("project",),
        audiences=("internal",),
    ),
    Report(
        name="competitors",
        title="Features beside those of others, how fresh that is, where the market goes",
        module="competitors",
        of=("product",),
        audiences=("internal",),
    ),
    Report(
        name="register",
        title="What may go wrong and what did: risks by exposure, reserve, issues, decisions, changes, actions",
        module="register",
        audiences=("internal", "client"),
    ),
    Report(
        name="budget",
        title="Money by line, what could be done with it, labour, expenses, contracts, transfers, cash by month",
        module="budget",
        audiences=("internal",),
    ),
    Report(
        name="earned-value",
        title="What was planned, earned and spent, what that says of cost and time, by task and project",
        module="earned_value",
        audiences=("internal",),
    ),
    Report(
        name="flow",
        title="How long work takes, how old it is, how much is finished, and by when the rest is",
        module="flow",
        of=("project",),
        audiences=("internal",),
    ),
    Report(
        name="priorities",
        title="The order of the backlog: scores with their inputs, where capacity ends, what is chosen against it",
        module="priorities",
        of=("product",),
        audiences=("internal",),
        by=("rice", "ice", "wsjf", "cd3", "value-effort", "opportunity", "moscow", "kano", "weighted"),
        grouped=True,
        compares=True,
    ),
    Report(
        name="business-case",
        title="What a product is worth: costs and benefits by stream and year, payback, what it hangs on",
        module="business_case",
        of=("product",),
        whole=False,
        audiences=("internal",),
        by=("stream",),
    ),
    Report(
        name="release",
        title="What a release brings and how far it is; its notes by theme and list of changes, for each reader",
        module="release",
        of=("release",),
    ),
    Report(
        name="launch",
        title="Whether the launch of a release is ready, who owes what, what is said of each feature",
        module="launch",
        of=("release",),
        whole=False,
    ),
    Report(
        name="objectives",
        title="How far objectives are against their time, by key result, and what serves each by when",
        module="objectives",
        of=("product",),
        audiences=("internal", "client"),
    ),
    Report(
        name="alignment",
        title="From the company's objectives to teams, what serves none, who approved which revision",
        module="alignment",
        of=("product",),
        audiences=("internal",),
    ),
)
"""Every report, in the order in which they are listed."""
