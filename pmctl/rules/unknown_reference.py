"""A key names an item that is not there.

What it finds:
Every name in `after`, `affects`, `supports`, `delivered-by`, `release`, `metric`, `tasks`, `about`
and all other keys that point at items, the labels of `raci` and `expects` among them, for which
there is no item. The hint names the nearest one.

Why it matters:
The link binds nothing: what should wait does not wait, and what should count is not counted.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: desing}  # <- here
    ---
    kind: project
    tasks:
      design: {effort: 2d}
    raci:
      deisgn: {responsible: []}  # <- here
    ---
    # file: products/shop.yaml
    kind: product
    vision: Buying takes a minute.
    features:
      one-click: {delivered-by: chekout}  # <- here
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}
    raci:
      design: {responsible: []}

Near miss:
A task of another document, by its full name.

    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {effort: 3d, after: legal/contract}
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 2d}

How to fix or allow:
Correct the name. Inside a document an item is `api`, from anywhere else `checkout/api`. `pmctl check
--fix` does it where one slip of the fingers leads to a single item.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.plan import Plan
from pmctl.rules.judging.mending import word_fix
from pmctl.rules.references import of_sort, span_of_reference

CODE = "PM101"
NAME = "unknown-reference"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Names for which nothing in the workspace stands."""
    for problem in of_sort(plan, "unknown"):
        place = span_of_reference(problem.reference)
        fix = word_fix(plan, place, problem.reference.text, problem.better)
        yield Diagnostic(CODE, SEVERITY, problem.message, place, problem.hint, problem.reference.item, fix=fix)
