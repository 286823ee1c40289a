"""A file that nearly says what it is.

What it finds:
A `kind` that is almost one of ours (`projct`), and files with keys of a plan that have no `kind` at
all.

Why it matters:
A file without a known `kind` is not ours and is left out, with everything in it.

Bad:

    kind: projct  # <- here
    tasks:
      design: {effort: 2d}

Good:

    kind: project
    tasks:
      design: {effort: 2d}

Near miss:
A file of another tool.

    kind: Deployment
    apiVersion: apps/v1

How to fix or allow:
Correct the `kind`, or narrow `plans:` in `pmctl.yaml`. `pmctl check --fix` corrects what is nearly a
kind.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM013"
NAME = "kind-lost"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
