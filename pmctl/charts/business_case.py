"""What a business case hangs on, drawn: its net present value with each figure at both ends of its range."""

from __future__ import annotations

from decimal import Decimal

from pmctl.charts import swings
from pmctl.charts.drawing import Drawing, Request
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.business_case.streams import case_of, flows_of
from pmctl.insights.business_case.worth import Swing, swings_of, value_of, worth_of
from pmctl.insights.relations import home_of
from pmctl.model.product import Product
from pmctl.plan import Plan

MOST = 12
"""Bars of a picture."""
_EXPLAINED = "The net present value with one figure at the good (blue) and the bad end (red) of its range."


def draw(request: Request) -> Drawing:
    """The picture of the product that an item belongs to; of the only one with a case where none is named."""
    plan = request.plan
    shown = home_of(request.item) if request.item is not None else _only(plan)
    found = drawing_of(plan, shown)
    if found is None:
        hint = "`business-case` of a product, with ranges such as `sales: 150k..210k..260k`, in one currency"
        raise UserError(f"nothing in a business case of `{terminal(shown)}` is uncertain", hint)
    return found


def _only(plan: Plan) -> str:
    """The only product with a business case; UserError for none, or several."""
    ids = [one for one in plan.workspace.documents if case_of(plan, one) is not None]
    if len(ids) == 1:
        return ids[0]
    there = f"there are {', '.join(map(terminal, ids))}" if ids else "no product has a `business-case`"
    raise UserError("say of which product: `pmctl chart business-case ID`", there)


def drawing_of(plan: Plan, id: str) -> Drawing | None:
    """The swings of the figures with a range, the widest first; None where there are none."""
    product, case, worth = plan.workspace.documents.get(id), case_of(plan, id), worth_of(plan, id)
    if not isinstance(product, Product) or case is None or worth is None:
        return None
    bars = tuple(_bar(one, worth.value) for one in swings_of(case, worth.late)[:MOST])
    if not bars:
        return None
    now = f"{short(value_of(case, flows_of(case, worth.late)))} {worth.currency}"
    legend = f"From {now}: ░ good end, █ bad end of the range."
    return swings.drawing_of(
        swings.Chart(f"What it hangs on: {product.title}", (_EXPLAINED,), f"likely: {now}", legend, bars)
    )


def _bar(one: Swing, middle: Decimal) -> swings.Swing:
    """An input, good and bad by what it does to the value."""
    bad, good = sorted((one.low, one.high))
    name, range_ = f"{one.input.stream} {one.input.period.text}", one.input.amount.text
    return swings.Swing(name, range_, float(good - middle), float(bad - middle), short(good), short(bad))


def short(amount: Decimal) -> str:
    """`343.7k`: an amount of a headline, to a tenth of a thousand or million."""
    size = abs(amount)
    for least, scale, mark in ((Decimal(999_950), 1_000_000, "M"), (Decimal("999.5"), 1000, "k")):
        if size >= least:
            text = f"{amount / scale:.1f}"
            return text.removesuffix(".0") + mark
    return f"{amount:.0f}"
