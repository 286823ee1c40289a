"""A product is given an end.

What it finds:
`due`, `start`, `finish` or `end` on a product. It is found while the file is read.

Why it matters:
A project ends, a product goes on until it is retired. What is promised for a day is a feature, a
release or a project; a product with an end hides which.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    due: 2026-06-30  # <- here

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    releases:
      r2-1: {name: "2.1", due: 2026-06-30}

Near miss:
A product at the end of its life says so by its stage.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    stage: retired

How to fix or allow:
Move the date to the release, feature or project that it is meant for.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM617"
NAME = "product-with-end"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
