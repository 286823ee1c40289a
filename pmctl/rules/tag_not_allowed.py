"""A value carries a YAML tag.

What it finds:
Every explicit tag but `!!str`.

Why it matters:
Tags make some programs build objects or run code. A plan is data, and reads the same everywhere.

Bad:

    kind: project
    tasks:
      design: {effort: !hours 5d}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 5d}

How to fix or allow:
Write the value without the tag. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM004"
NAME = "tag-not-allowed"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
