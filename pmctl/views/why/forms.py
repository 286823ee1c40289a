"""Why a date, for programs and pages: JSON and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.diagnostic import Span, position
from pmctl.escape import markdown, markdown_code
from pmctl.insights.promises import due_of, forecast_of, say_promise, slip_of
from pmctl.insights.reasons.causes import float_words
from pmctl.insights.reasons.chain import Fact, Step
from pmctl.insights.reasons.remedies import Remedy
from pmctl.insights.reasons.why import End
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_iso
from pmctl.views.why.text import all_hold, command, effect_words, root_words
from pmctl.views.why.view import LatePromise, Why, place

Json = dict[str, object]


# --- JSON -------------------------------------------------------------------------------------------------------------


def _head(plan: Plan) -> Json:
    return {"schema": "pmctl/why/1", "today": plan.today.isoformat(), "content": plan.loaded.content}


def why_json(plan: Plan, why: Why) -> Json:
    """The answer for one item."""
    item = why.item
    promised, forecast = due_of(plan, item), forecast_of(plan, item).date
    return {
        **_head(plan),
        "item": item.id,
        "kind": item.kind,
        "headline": why.headline,
        "due": promised.isoformat() if promised else None,
        "forecast": forecast.isoformat() if forecast else None,
        "slip-days": slip_of(plan, item),
        "steps": [_step_json(plan, step) for step in why.chain.steps],
        "does-not-matter": [_fact_json(plan, fact) for fact in why.chain.aside],
        "ends": [_end_json(end) for end in why.ends],
        "would-help": [_remedy_json(remedy) for remedy in why.remedies],
    }


def _step_json(plan: Plan, step: Step) -> Json:
    return {
        "item": step.item,
        "side": step.side,
        "at": print_iso(step.at),
        "day": step.day.isoformat(),
        "float-minutes": step.total_float,
        "held-by": _fact_json(plan, step.held),
        "facts": [_fact_json(plan, fact) for fact in step.facts],
        "next": step.before or None,
    }


def _fact_json(plan: Plan, fact: Fact) -> Json:
    return {
        "kind": fact.kind,
        "text": fact.text,
        "who": fact.who or None,
        "from": fact.first.isoformat() if fact.first else None,
        "to": fact.last.isoformat() if fact.last else None,
        "effect-minutes": fact.effect,
        **_place_json(plan, fact.span),
    }


def _place_json(plan: Plan, span: Span | None) -> Json:
    if span is None or not span.path:
        return {"file": None, "line": None}
    text = plan.loaded.texts.get(span.path)
    return {"file": span.path, "line": position(text, span.start).line if text is not None else None}


def _end_json(end: End) -> Json:
    return {"item": end.item, "forecast": end.day.isoformat(), "float-minutes": end.total_float}


def _remedy_json(remedy: Remedy) -> Json:
    return {
        "text": remedy.text,
        "set": [edit.request for edit in remedy.edits],
        "command": command(remedy),
        "forecast": remedy.day.isoformat(),
        "gain-days": remedy.days,
        "gain-minutes": remedy.minutes,
        "on-time": remedy.on_time,
        "later": [{"item": harm.item, "days": harm.days} for harm in remedy.harms],
    }


def late_json(plan: Plan, late: Sequence[LatePromise]) -> Json:
    """The promises that are late."""
    return {**_head(plan), "late": [_late_json(plan, one) for one in late]}


def _late_json(plan: Plan, one: LatePromise) -> Json:
    return {
        "item": one.item.id,
        "due": one.promised.isoformat(),
        "forecast": one.forecast.isoformat(),
        "slip-days": one.days,
        "root": _step_json(plan, one.root) if one.root is not None else None,
    }


# --- Markdown ---------------------------------------------------------------------------------------------------------


def why_markdown(plan: Plan, why: Why) -> str:
    """The answer as a paragraph and tables."""
    parts = [markdown(why.headline)]
    if why.chain.steps:
        rows = [_step_cells(plan, step) for step in why.chain.steps]
        parts.append(_table(("day", "item", "why", "float", "where"), rows))
    parts += [_aside_markdown(plan, fact) for fact in why.chain.aside]
    if why.ends:
        ends = [
            (
                markdown_code(end.item),
                print_date(end.day, plan.today),
                float_words(plan, end.total_float),
            )
            for end in why.ends
        ]
        parts.append(_table(("ends", "forecast", "float"), ends))
    if why.remedies:
        helping = [_remedy_cells(plan, remedy) for remedy in why.remedies]
        parts.append(_table(("what would help", "forecast", "gain", "later for it", "try it"), helping))
    return "\n\n".join(parts)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _step_cells(plan: Plan, step: Step) -> list[str]:
    length = [fact.text for fact in step.facts if fact.kind == "length"]
    others = [fact.text + effect_words(plan, fact) for fact in step.facts if fact.kind != "length"]
    where = place(plan, step.held.span)
    return [
        print_date(step.day, plan.today),
        markdown_code(step.item) + (" starts" if step.side == "start" else ""),
        "; ".join(markdown(text) for text in (*length, step.held.text, *others)),
        float_words(plan, step.total_float),
        markdown_code(where) if where else "",
    ]


def _aside_markdown(plan: Plan, fact: Fact) -> str:
    where = place(plan, fact.span)
    return f"{markdown(fact.text)}{f' ({markdown_code(where)})' if where else ''}, which does not matter here."


def _remedy_cells(plan: Plan, remedy: Remedy) -> list[str]:
    return [
        markdown(remedy.text),
        print_date(remedy.day, plan.today) + (", on time" if remedy.on_time else ""),
        f"-{remedy.days}d",
        ", ".join(f"{markdown_code(harm.item)} +{harm.days}d" for harm in remedy.harms),
        markdown_code(command(remedy)),
    ]


def late_markdown(plan: Plan, late: Sequence[LatePromise], document: str = "") -> str:
    """The promises (of a document) that are late, as a table."""
    if not late:
        return f"{markdown(all_hold(document))}."
    rows = [
        [
            markdown_code(one.item.id),
            say_promise(plan, one.item),
            print_date(one.forecast, plan.today),
            f"+{one.days}d",
            markdown(root_words(one)),
        ]
        for one in late
    ]
    return _table(("late", "promised", "forecast", "by", "because"), rows)
