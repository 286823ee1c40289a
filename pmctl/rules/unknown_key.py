"""A key that means nothing at its place.

What it finds:
Keys that the format does not know there; the hint names the key that was probably meant, or where
this one belongs.

Why it matters:
A misspelt key would be silently without effect: `efort: 5d` leaves the task at one day.

Bad:

    kind: project
    tasks:
      design: {efort: 5d}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 5d}

Near miss:
Keys that begin with `x-` are yours.

    kind: project
    tasks:
      design: {effort: 5d, x-colour: blue}

How to fix or allow:
Correct the key, call it `x-...`, or declare it under `fields:` in `pmctl.yaml`. It cannot be
allowed. `pmctl check --fix` corrects one slip of the fingers.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM005"
NAME = "unknown-key"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
