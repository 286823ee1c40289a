"""A setting under `rules:` that has no effect.

What it finds:
Entries that name no rule, and entries that would turn off an error of text or shape.

Why it matters:
The finding that it was meant for goes on to appear, or was never meant.

Bad:

    kind: workspace
    rules: {PM999: ignore}  # <- here
    ---
    kind: workspace
    rules: {unknown-key: ignore}  # <- here

Good:

    kind: workspace
    rules: {PM301: error, estimate-missing: ignore, "PM8xx": info, "legacy/**": {PM301: info}}

How to fix or allow:
Correct or remove the entry. `pmctl rule --list` names all rules.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM018"
NAME = "rule-setting"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"
