"""A comment that allows nothing.

What it finds:
Comments `# pmctl: allow ...` for a finding that is not there, for a rule that does not exist, or
for an error of text or shape, which nobody may allow.

Why it matters:
A comment that does nothing misleads its reader, and would hide the next finding of its kind.

Bad:

    kind: project
    tasks:
      build: {effort: 2d}  # pmctl: allow PM212 nobody knows yet  # <- here

Good:

    kind: project
    tasks:
      build: {effort: 2d}

How to fix or allow:
Take the comment out.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM017"
NAME = "wrong-allow"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"
