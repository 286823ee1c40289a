"""By what a code host knows a finding again when lines have moved: its rule, its file and what it is about."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from pmctl.findings.report import Report, line, path_of


def fingerprints(report: Report) -> tuple[str, ...]:
    """Sixteen hexadecimal digits for each finding, in their order; no two alike.

    No number of a line is in it. What is about no item is known by the text of its line. Several that are alike in
    all of this are counted.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for finding in report.findings:
        about = finding.item or line(report, finding.span).strip()
        key = (finding.code, path_of(report, finding.span), about)
        found.append(sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "backslashreplace")).hexdigest()[:16])
        seen[key] += 1
    return tuple(found)
