"""Which product a picture is of."""

from __future__ import annotations

from pmctl.charts.drawing import Request
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.relations import home_of
from pmctl.model.product import Product


def product_of(request: Request, picture: str) -> Product:
    """The product that an item belongs to, else the only one; UserError where there is none, or several."""
    documents = request.plan.workspace.documents
    if request.item is not None:
        found = documents.get(home_of(request.item))
        if isinstance(found, Product):
            return found
        kind = request.item.kind
        raise UserError(f"`{terminal(request.item.id)}` is a {kind}: this picture is of a product", _hint(picture))
    products = [one for one in documents.values() if isinstance(one, Product)]
    if len(products) == 1:
        return products[0]
    if not products:
        raise UserError("this plan has no product to draw")
    names = ", ".join(terminal(one.id) for one in products[:12])
    raise UserError("say of what: this plan has several products", f"{_hint(picture)}; products: {names}")


def _hint(picture: str) -> str:
    return f"`pmctl chart {picture} PRODUCT`"
