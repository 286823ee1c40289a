r"""A character that nobody sees, or that turns the direction of writing.

What it finds:
Direction controls, zero-width characters and unusual line separators.

Why it matters:
The text that a reviewer sees is then not the text that the plan holds.

Bad:

    kind: project
    tasks:
      design: {name: "Design\u202e", effort: 2d}  # <- here

Good:

    kind: project
    tasks:
      design: {name: "Design", effort: 2d}

How to fix or allow:
Take the character out, or allow it at its line with a reason: right-to-left names may want one.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM011"
NAME = "invisible-character"
SEVERITY: Severity = "warning"
LOOKS_AT = "text"
