"""One page for a newcomer: why, who, state, what comes next, what is to be decided; of a product its vision."""

from __future__ import annotations

from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.reports.brief import of_product, of_project
from pmctl.reports.paper import Paper, Request


def view(request: Request) -> Paper:
    """The brief of a project or a product."""
    if isinstance(request.document, Product):
        return of_product.view(request, request.document)
    assert isinstance(request.document, Project)
    return of_project.view(request, request.document)
