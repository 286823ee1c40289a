"""A part without its document.

What it finds:
A file that says `part-of:` a document that is not there, and collections that its document cannot
hold.

Why it matters:
Everything in the file is left out of the plan.

Bad:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # file: projects/checkout-risks.yaml
    part-of: chekout  # <- here
    risks:
      late: {}

Good:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # file: projects/checkout-risks.yaml
    part-of: checkout
    risks:
      late: {}

How to fix or allow:
Name the document by its id, and put the collection where it belongs.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM105"
NAME = "orphan-part"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
