"""What is delivered and whether it is good enough: deliverables and their acceptance, the quality log, the gates."""

from __future__ import annotations

from pmctl.insights.acceptance import judged
from pmctl.model.control import Deliverable, QualityCheck
from pmctl.model.workspace import Document
from pmctl.reports.paper import Paper, Request
from pmctl.reports.sections import delivery
from pmctl.reports.sections.reader import counted, is_ours, members


def view(request: Request) -> Paper:
    """The quality of a project or product: what its checks and gates say."""
    document = request.document
    assert document is not None
    checks, deliverables = delivery.checks(request, document), delivery.deliverables(request, document)
    evidence = delivery.evidence(request, document)
    gates = (delivery.gates(request, document),) if is_ours(request) else ()
    return Paper(
        f"{document.title}: quality", _headline(request, document), (), (deliverables, checks, evidence, *gates)
    )


def _headline(request: Request, document: Document) -> str:
    """`Checks 3 of 4, P95 fails. 1 of 6 deliverables is accepted.`"""
    checks = judged(members(request, document, QualityCheck))
    nothing = "No check is written." if is_ours(request) else "No check is shown here."
    words = f"C{checks.text[1:]}." if checks.all else nothing
    found = members(request, document, Deliverable)
    accepted = sum(any(each.date for each in one.accepted) for one in found)
    return f"{words} Accepted: {accepted} of {counted(len(found), 'deliverable')}." if found else words
