"""A second YAML document begins in the file.

What it finds:
A line `---` behind the first document.

Why it matters:
Only the first document is read; everything behind the line would be missing.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    --- # <- here
    kind: project

Good:

    kind: project
    tasks:
      design: {effort: 2d}

How to fix or allow:
Give each document a file of its own. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM015"
NAME = "several-documents"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
