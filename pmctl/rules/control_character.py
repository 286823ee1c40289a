r"""A character that no text needs: escape, NUL, backspace and their like.

What it finds:
Control characters in the file itself, and those that an escape in a quoted text makes.

Why it matters:
Printed as they are they move the cursor, change colours or hide text on the reader's screen.

Bad:

    kind: project
    tasks:
      design: {name: "Design\e[2J", effort: 2d}  # <- here

Good:

    kind: project
    tasks:
      design: {name: "Design", effort: 2d}

Near miss:
A line break in a text is welcome.

    kind: project
    tasks:
      design: {description: "First line\nsecond line", effort: 2d}

How to fix or allow:
Take the character out. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM010"
NAME = "control-character"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
