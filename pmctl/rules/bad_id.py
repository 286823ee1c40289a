"""A name that cannot be an id.

What it finds:
Keys of items that hold anything but lower-case letters a to z, digits and hyphens.

Why it matters:
Ids stand in links, on the command line and in addresses of pages; two that look alike must be
alike.

Bad:

    kind: project
    tasks:
      Design_Flow: {effort: 5d}  # <- here

Good:

    kind: project
    tasks:
      design-flow: {name: Design_Flow, effort: 5d}

How to fix or allow:
Choose an id, and give the text that people shall read as `name`. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM007"
NAME = "bad-id"
SEVERITY: Severity = "error"
LOOKS_AT = "tree"
