"""Something is larger than a plan may be.

What it finds:
Files, texts, numbers, nesting, aliases and repetitions beyond fixed bounds.

Why it matters:
Plans are read on other people's machines, also those that strangers sent. A bound stops what would
hang them.

Bad:

    kind: project
    x-deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0  # <- here
    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

Good:

    kind: project
    x-deep: [[[0]]]

How to fix or allow:
Split the file with `part-of:`, or shorten the value. It cannot be allowed.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM009"
NAME = "too-large"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
