"""A key stands twice in one map.

What it finds:
The second of two equal keys; the message names the line of the first. The plan goes on with the
first.

Why it matters:
Most tools keep the last of the two and say nothing: one of two facts is lost, and nobody knows
which.

Bad:

    kind: project
    tasks:
      design:
        effort: 2d
        effort: 5d  # <- here

Good:

    kind: project
    tasks:
      design:
        effort: 5d

Near miss:
The same key in two items.

    kind: project
    tasks:
      design: {effort: 5d}
      build: {effort: 5d}

How to fix or allow:
Take one of the two out. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM003"
NAME = "duplicate-key"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
