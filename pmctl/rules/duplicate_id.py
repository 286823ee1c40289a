"""An id stands twice.

What it finds:
Two items of one document with the same id, in whatever collections, groups or files they stand; two
documents of one name; a person, team and resource of one name.

Why it matters:
A reference could mean either. The first is kept, the second is not in the plan.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
      build:
        tasks:
          design: {effort: 3d}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build:
        tasks:
          design-build: {effort: 3d}

Near miss:
The same id in two documents.

    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    # file: projects/wallet.yaml
    kind: project
    tasks:
      design: {effort: 2d}

How to fix or allow:
Rename one of the two, with everything that refers to it.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM103"
NAME = "duplicate-id"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"
