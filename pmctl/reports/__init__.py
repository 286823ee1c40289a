"""Reports to hand out; one entry in `REPORTS` for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A report that `pmctl report NAME` writes; `templates` are the built-in ones by format."""

    name: str
    title: str
    templates: tuple[tuple[str, str], ...]

    def template(self, format: str) -> str:
        """The name of the template of a format."""
        return dict(self.templates)[format]


REPORTS: tuple[Report, ...] = (
    Report(
        name="status",
        title="Where it stands: health and why, done, next, slips, risks, decisions wanted, money, the timeline",
        templates=(("text", "status.text.j2"), ("md", "status.md.j2"), ("html", "status.html.j2")),
    ),
)
"""Every report, in the order in which they are listed."""
