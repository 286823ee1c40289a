"""The file cannot be read as text.

What it finds:
A file that is not UTF-8, holds NUL characters, is a link, a device or something else that is no
plain file, or that the system refuses to open. Where `plans:` names the file, or a line of it
begins `kind:` or `part-of:`, this is an error; else it is a note, since the file may not be a plan
at all.

Why it matters:
What cannot be read cannot be checked. A plan that is silently left out looks like a plan without
faults.

Bad:
A file saved as Latin-1 or UTF-16.

Good:

    kind: project
    name: Überarbeitung
    tasks:
      design: {effort: 2d}

How to fix or allow:
Save the file as UTF-8. It cannot be allowed; `plans:` in `pmctl.yaml` says which files are plans.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM001"
NAME = "unreadable-file"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
