"""What the page of a product says first: what it is, for whom, at which stage since when, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmctl import git, output
from pmctl.audience import Audience, visible
from pmctl.escape import one_line
from pmctl.insights.facts import show, value
from pmctl.insights.relations import members_of, projects_of
from pmctl.model.product import Persona, Positioning, Product
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.page.lines import columns_of, rows_of, section_of

if TYPE_CHECKING:
    from pmctl.history.setting import Setting

Json = dict[str, object]
ON_CARD = ("stage", "vision", "strategy", "pricing", "positioning")
"""Facts of a product that stand on its card."""
_ROWS = (("For", "for_"), ("Who", "who"), ("Unlike", "unlike"), ("Promise", "promise"))
_COLUMNS = columns_of("Project", "Name", "Health", "State", "When")


def card_text(plan: Plan, product: Product, audience: Audience, staged: Setting | None) -> str:
    """The card of a product; what it lacks is named for ourselves."""
    rows = list(_rows(plan, product, audience, staged))
    if audience == "internal":
        rows.append(("Missing", ", ".join(missing_of(plan, product))))
    shown = rows_of(rows)
    return f"{output.paint('Card', 'heading')}\n{shown}" if shown else ""


def _rows(plan: Plan, product: Product, audience: Audience, staged: Setting | None) -> Iterator[tuple[str, str]]:
    yield "Vision", product.vision
    if audience == "internal":
        yield "Strategy", product.strategy
        positioning = product.positioning or Positioning()
        yield from ((title, str(getattr(positioning, name))) for title, name in _ROWS)
        yield "Pricing", product.pricing
        personas = members_of(plan, product.id, Persona)
        yield "Personas", ", ".join(_persona(plan, one) for one in personas)
    since = f" {since_text(plan, staged)}" if staged is not None and audience == "internal" else ""
    yield "Stage", f"{product.stage}{since}" if product.stage else ""


def _persona(plan: Plan, persona: Persona) -> str:
    share = f" ({show(plan, persona.share)})" if persona.share is not None else ""
    return f"{one_line(persona.title)}{share}"


def since_text(plan: Plan, staged: Setting) -> str:
    """`since Mon 12 Jan, before that development (3f2a91c by Pia)`."""
    if staged.commit is None:
        return "from now on, not committed yet"
    day = print_date(staged.commit.day, plan.today)
    was = f", before that {staged.was}" if staged.was else ""
    return f"since {day}{was} ({staged.commit.id[: git.SHORT]} by {one_line(staged.commit.author)})"


def missing_of(plan: Plan, product: Product) -> tuple[str, ...]:
    """The parts of a product's definition that nobody has written, by their keys."""
    positioning = product.positioning or Positioning()
    parts: list[tuple[str, object]] = [
        ("vision", product.vision),
        ("strategy", product.strategy),
        ("pricing", product.pricing),
        ("stage", product.stage),
        ("personas", members_of(plan, product.id, Persona)),
        *((f"positioning.{name.removesuffix('_')}", getattr(positioning, name)) for _, name in _ROWS),
    ]
    return tuple(key for key, found in parts if not found)


def projects_text(plan: Plan, product: Product, audience: Audience) -> str:
    """The projects of a product, each with its health."""
    rows: list[output.Row] = []
    for project in projects_of(plan, product.id):
        if visible(plan.workspace, project, audience):
            health, status, forecast, due = (
                show(plan, value(plan, project, name), name) for name in ("health", "status", "forecast", "due")
            )
            dates = f"{forecast}, promised {due}" if due and forecast else forecast or due
            rows.append([project.id, project.title, output.Cell(health.upper(), health), status, dates])
    return section_of("Projects", rows, _COLUMNS, "`pmctl list projects`") if rows else ""


def card_json(plan: Plan, product: Product, staged: Setting | None) -> Json:
    """What a product lacks, since when it is at its stage, how its projects are."""
    since = staged.commit if staged is not None else None
    return {
        "missing": list(missing_of(plan, product)),
        "stage-since": since.day.isoformat() if since is not None else None,
        "projects": [
            {"id": project.id, "health": value(plan, project, "health")} for project in projects_of(plan, product.id)
        ],
    }
