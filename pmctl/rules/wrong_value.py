"""A value that its key does not understand.

What it finds:
Values of the wrong type, and texts that do not follow the grammar of their key: dates, durations,
amounts of money, links, shares and so on.

Why it matters:
The value is left out of the plan, and what was meant with it is missing.

Bad:

    kind: project
    tasks:
      design: {effort: 5 days}  # <- here
    ---
    kind: project
    due: 31.03.2026  # <- here
    tasks:
      design: {effort: 5d}

Good:

    kind: project
    due: 2026-03-31
    tasks:
      design: {effort: 5d}

How to fix or allow:
Write the value as the hint says. It cannot be allowed. `pmctl check --fix` corrects one slip of the
fingers in a word, and writes `5 days` as `5d`.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM006"
NAME = "wrong-value"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
