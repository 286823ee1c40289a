"""An assumption of a product with nothing behind it.

What it finds:
Assumptions of products without `evidence`, but those known to be false.

Why it matters:
The business rests on them, and everybody thinks that somebody else has asked.

Bad:

    kind: product
    vision: Buying takes one minute.
    assumptions:
      churn: {name: Customers stay three years}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    feedback:
      fb-1: {text: We have stayed four years}
    assumptions:
      churn: {name: Customers stay three years, evidence: fb-1}

How to fix or allow:
Cite feedback, findings or research under `evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Assumption
from pmctl.model.item import span_of
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of, items

CODE = "PM607"
NAME = "claim-without-evidence"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Claims of products without a source."""
    for assumption in items(plan, Assumption):
        if (
            not assumption.evidence
            and assumption.status != "false"
            and isinstance(document_of(plan, assumption), Product)
        ):
            message = f"nothing supports the assumption {assumption.title}"
            hint = "cite it under `evidence`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(assumption), hint, assumption.id)
