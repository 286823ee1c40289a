"""A tab is used as indentation.

What it finds:
The first line that is indented with a tab (here it is written →). YAML does not allow it.

Why it matters:
How far a tab indents depends on the editor; YAML readers refuse it, or disagree.

Bad:

    kind: project
    tasks:
    →design: {effort: 2d}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}

How to fix or allow:
Indent with spaces, as `pmctl check --fix` does. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM014"
NAME = "tab-indent"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
