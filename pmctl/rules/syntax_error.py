"""The text is not YAML.

What it finds:
The first place at which the file stops being YAML: a bracket that is not closed, a colon too many,
an indentation that does not fit, an alias without its anchor.

Why it matters:
Nothing behind that place can be read, so nothing of this file is in the plan.

Bad:

    kind: project
    tasks:
      design: {effort: 2d  # <- here
      build: {effort: 3d}

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d}

How to fix or allow:
Mend the line, or the one above it. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM002"
NAME = "syntax-error"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
