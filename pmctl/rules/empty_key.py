"""A key that has no value.

What it finds:
Keys of a document or an item that are followed by nothing. An item itself may be empty: then it has
all its defaults.

Why it matters:
Somebody meant to say something here and did not.

Bad:

    kind: project
    due:  # <- here
    tasks:
      design: {effort: 2d}

Good:

    kind: project
    due: 2026-03-31
    tasks:
      design: {effort: 2d}

Near miss:
An empty item.

    kind: project
    risks:
      late-delivery:

How to fix or allow:
Give the value or take the key out; or allow it with a reason.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM012"
NAME = "empty-key"
SEVERITY: Severity = "warning"
LOOKS_AT = "tree"
