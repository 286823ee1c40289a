"""A comment lets a finding pass.

What it finds:
Every `# pmctl: allow PM204 reason` that does its work, with its reason.

Why it matters:
Exceptions are fine as long as everybody can see them.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, milestone: 2026-03-02}
      build: {assign: []}  # pmctl: allow PM212 the supplier has promised to estimate it  # <- here

Good:

    kind: project
    tasks:
      build: {assign: [], effort: 2d}

How to fix or allow:
Take the comment out together with what it allows. `rules: {PM016: ignore}` in `pmctl.yaml` silences
the list.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM016"
NAME = "suppressed"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"
