"""A template of the workspace cannot be filled.

What it finds:
A mistake in a file under `templates/`: a name that the report does not have, a forbidden word, a
loop without end. It is found when the report is written.

Why it matters:
Templates of a workspace win over the built-in ones; a report that fails is a report that nobody gets.

Bad:
A template that says `{{ plan.password }}`: a report has no such name.

Good:
A plan needs no template: the built-in ones serve. `pmctl report --copy-template status` copies one to
change.

    kind: project
    tasks:
      design: {effort: 2d}

How to fix or allow:
Look at the line that is named. `pmctl report status --format json` shows what names a template has.
It cannot be allowed; without the file the built-in template is used.
"""

from __future__ import annotations

from pmctl.diagnostic import Severity

CODE = "PM020"
NAME = "template-failed"
SEVERITY: Severity = "error"
LOOKS_AT = "text"
