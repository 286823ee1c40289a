"""Who is concerned: stakeholders and what they expect, who is told what and when."""

from __future__ import annotations

from datetime import date

from pmctl.insights.communicating import told_next
from pmctl.insights.expectations import expectations
from pmctl.insights.working_time import working_days
from pmctl.model.control import Communication, Stakeholder
from pmctl.model.workspace import Document
from pmctl.quantity import print_date
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, members, names, row, seen
from pmctl.reports.status_lists import iso


def stakeholders(request: Request, document: Document) -> Section:
    """Who can help or hinder; how they are judged is for ourselves."""
    rows = [
        row(
            request,
            one,
            person=names(request, [one.person]),
            approach=one.approach,
            **(
                {"interest": one.interest, "influence": one.influence, "attitude": one.attitude}
                if is_ours(request)
                else {}
            ),
        )
        for one in members(request, document, Stakeholder)
    ]
    columns = [Column("name", "Stakeholder"), Column("person", "Person")]
    if is_ours(request):
        columns += [Column("interest", "Interest"), Column("influence", "Influence"), Column("attitude", "Attitude")]
    columns.append(Column("approach", "Approach"))
    missing = "who can help or hinder: `stakeholders`"
    return Section("stakeholders", "Stakeholders", filled(columns, rows), tuple(rows), missing=missing)


def expected(request: Request, document: Document) -> Section:
    """What stakeholders expect by when, beside the forecast: whoever will be disappointed first."""
    found = [
        one
        for stakeholder in members(request, document, Stakeholder)
        for one in expectations(request.plan, stakeholder)
        if seen(request, [one.item])
    ]
    found.sort(key=lambda one: -(one.days or 0))
    rows = [
        row(
            request,
            one.stakeholder,
            item=one.item.id,
            what=one.item.title,
            expected=iso(one.expected),
            forecast=iso(one.forecast),
            **{"gap-days": one.days},
        )
        for one in found
    ]
    columns = (
        Column("name", "Who"),
        Column("what", "Expects"),
        Column("expected", "By", "day"),
        Column("forecast", "Forecast", "day"),
        Column("gap-days", "Gap", "slip"),
    )
    return Section("expectations", "Expected against forecast", filled(columns, rows), tuple(rows))


def communication(request: Request, document: Document) -> Section:
    """The communication plan by the day on which each is due next."""
    entries = members(request, document, Communication)
    dated = sorted(entries, key=lambda one: (told_next(one) or date.max, one.id))
    rows = [
        row(
            request,
            one,
            audience=one.audience,
            what=one.what,
            channel=one.channel,
            every=one.every.text if one.every else "",
            last=iso(one.last.last) if one.last else None,
            due=iso(told_next(one)),
            state=_when(request, one),
        )
        for one in dated
    ]
    columns = (
        Column("what", "What"),
        Column("audience", "To whom"),
        Column("channel", "By"),
        Column("every", "Every"),
        Column("names", "Owner"),
        Column("last", "Last", "day"),
        Column("state", "Next"),
    )
    missing = "who is told what, and how often: `communication`"
    return Section("communication", "Communication plan", filled(columns, rows), tuple(rows), missing=missing)


def _when(request: Request, entry: Communication) -> str:
    """`due today`, `3d late`, `due Fri 20 Feb`; late by working days, as everywhere."""
    due, today = told_next(entry), request.plan.today
    if due is None:
        return "never told yet" if entry.every is not None else ""
    if due < today:
        return f"{working_days(request.plan, entry, due, today)}d late"
    return "due today" if due == today else f"due {print_date(due, today)}"
