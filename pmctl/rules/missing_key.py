"""A key that must be there is not.

What it finds:
Maps that lack what makes them useful: a constraint without its type, a repetition without its
number.

Why it matters:
The plan cannot know what was meant, so the value has no effect.

Bad:

    kind: project
    tasks:
      stand-up: {duration: 1h, repeat: {every: 1w}}  # <- here

Good:

    kind: project
    tasks:
      stand-up: {duration: 1h, repeat: {every: 1w, times: 6}}

How to fix or allow:
Add the key. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM008"
NAME = "missing-key"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
