"""What follows from a change, for programs and for pages: JSON and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmctl.changes import Figures
from pmctl.escape import markdown
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.follows import Json, follows_json, sums_json
from pmctl.views.whatif.levelling import levelling_json
from pmctl.views.whatif.sections import Section, beside, sections
from pmctl.views.whatif.sentence import sentence
from pmctl.views.whatif.view import Option, WhatIf

# --- JSON -------------------------------------------------------------------------------------------------------------


def whatif_json(found: WhatIf) -> Json:
    """The present figures, and each alternative with everything that follows."""
    return {
        "schema": "pmctl/whatif/1",
        "today": found.plan.today.isoformat(),
        "content": found.plan.loaded.content,
        "present": _figures(found.figures, found.likely),
        "options": [_option(found.plan, option) for option in found.options],
    }


def _figures(figures: Figures, likely: Mapping[str, date]) -> Json:
    return {
        "finish": {id: day.isoformat() for id, day in figures.finish.items()},
        "p80": {id: day.isoformat() for id, day in likely.items()},
        "slip-days": dict(figures.late),
        "cost": sums_json(figures.cost),
        "overload-weeks": figures.overload_weeks,
        "overloads": [
            {
                "who": one.who,
                "weeks": one.weeks,
                "week": one.monday.isoformat(),
                "asked-share": float(one.worst) if one.worst is not None else None,
            }
            for one in figures.overloads
        ],
    }


def _option(present: Plan, option: Option) -> Json:
    return {
        "name": option.name,
        "changes": list(option.words),
        "summary": sentence(option),
        "figures": _figures(option.figures, option.likely),
        "affected": list(option.affected),
        **({"levelling": levelling_json(option.levelling)} if option.levelling is not None else {}),
        **follows_json(present, option.plan, option.follows),
    }


# --- Markdown ---------------------------------------------------------------------------------------------------------


def whatif_markdown(found: WhatIf) -> str:
    """The figures beside each other, then each alternative: its sentence and its sections."""
    parts = [_table(beside(found))]
    for option in found.options:
        name = f"{option.name}: " if len(found.options) > 1 else ""
        parts += [f"## {name}What if {markdown('; '.join(option.words))}?", markdown(sentence(option))]
        for section in sections(option, True):
            parts += [f"### {section.title}", _table(section)]
    today = print_date(found.plan.today, None)
    return "\n\n".join([*parts, f"Today is {today}; nothing was written."]) + "\n"


def _table(section: Section) -> str:
    rows = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in section.rows]
    lines = [list(section.columns), ["---"] * len(section.columns)]
    lines += [[markdown(cell.strip()) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
