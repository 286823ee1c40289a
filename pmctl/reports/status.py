"""The status report: where a project or product stands, for ourselves, a client or the public.

Promised, planned and forecast days never mix; what a reader may not see is left out after everything was computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pmctl.audience import Audience, visible, without_private
from pmctl.insights.promises import slip_of
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.reports import status_lists as lists
from pmctl.reports.sections.money import money_rows
from pmctl.reports.sections.said import comments
from pmctl.reports.sections.standing import document_line, sentence
from pmctl.reports.status_lists import Line

SINCE = 7
"""Calendar days that a report looks back where nobody says."""


def view(
    plan: Plan,
    document: str | None = None,
    audience: Audience = "internal",
    since: date | None = None,
    revision: str = "",
) -> Line:
    """The report as plain data (`pmctl/report-status/1`): of one document, or of all of them.

    `since` is the day after which something counts as news (a week ago); `revision` is named in printed views only.
    """
    since = since or plan.today - timedelta(days=SINCE)
    named = [document] if document else list(plan.workspace.documents)
    shown = [plan.workspace.documents[name] for name in named]
    shown = [one for one in shown if visible(plan.workspace, one, audience)]
    found = _body(plan, shown, audience, since)
    top: Line = {
        "schema": "pmctl/report-status/1",
        "title": _title(plan, shown, document),
        "audience": audience,
        "today": plan.today.isoformat(),
        "since": since.isoformat(),
        "revision": revision,
        "content": plan.loaded.content,
        "headline": _headline(plan, shown, audience),
    }
    made = without_private({**top, **found}, audience)
    assert isinstance(made, dict)
    return made


def _title(plan: Plan, shown: Sequence[Document], document: str | None) -> str:
    if document is not None and shown:
        return shown[0].title
    return plan.workspace.title


def _body(plan: Plan, shown: Sequence[Document], audience: Audience, since: date) -> Line:
    names = [one.id for one in shown]
    items = lists.items_of(plan, names, audience)
    body: Line = {
        "documents": [document_line(plan, one, audience) for one in shown],
        "done": lists.done(plan, items, since, audience),
        "next": lists.following(plan, items, audience),
        "slips": lists.slips(plan, items, audience),
        "blocked": lists.blocked(plan, names, audience),
        "risks": lists.risks(plan, items, audience),
        "issues": lists.issues(plan, items, audience),
        "decisions": lists.decisions(plan, items, audience),
        "checks": lists.checks(plan, items, audience),
        "comments": comments(plan, [*shown, *items], since, audience),
    }
    if audience == "internal":
        body["budget"] = [line for one in shown for line in money_rows(plan, one)]
        body["limits"] = [line for one in shown for line in lists.limits(plan, one)]
    return body


# --- the top ----------------------------------------------------------------------------------------------------------


def _headline(plan: Plan, shown: Sequence[Document], audience: Audience) -> str:
    """The answer in one sentence a document; of many only the late ones are named."""
    if not shown:
        return "Nothing in this plan may be shown to this reader."
    if len(shown) == 1:
        return sentence(plan, shown[0], audience)
    late = [one for one in shown if (slip_of(plan, one) or 0) > 0]
    if not late:
        return f"None of {len(shown)} plans is expected later than promised."
    return " ".join(sentence(plan, one, audience) for one in late)
