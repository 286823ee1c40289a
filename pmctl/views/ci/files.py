"""The files that a build keeps of a run, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmctl.escape import json_text
from pmctl.findings import FORMATS
from pmctl.findings.json import as_json
from pmctl.findings.report import Report
from pmctl.review import Verdict
from pmctl.views.ci.summary import summary_markdown
from pmctl.views.review.comment import comment_of
from pmctl.views.review.fields import review_json
from pmctl.views.review.markdown import comment_markdown
from pmctl.views.review.view import Reviewed

REPORT = "pmctl-report.json"
"""The review, of which another workflow makes a comment."""
SUMMARY = "summary.md"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build finds: all findings of the plan, and the change judged (None: there is no change to judge)."""

    report: Report
    reviewed: Reviewed | None

    @property
    def verdict(self) -> Verdict:
        """That of the review; a plan with errors blocks in any case."""
        if self.report.counts["error"]:
            return "block"
        return self.reviewed.review.verdict if self.reviewed is not None else "allow"

    @property
    def broken_before(self) -> str:
        """What is to be said where the change may be merged and the plan that it meets has errors; empty elsewhere."""
        errors = self.report.counts["error"]
        if not errors or self.reviewed is None or self.reviewed.review.verdict == "block":
            return ""
        return f"The plan has {errors:,} error{'' if errors == 1 else 's'}, so this build fails; of the change itself:"

    @property
    def folder(self) -> str:
        """Where the plan is in its repository, empty for the top."""
        return self.report.folder.rstrip("/")


def files_of(built: Built) -> Mapping[str, str]:
    """Name -> text: findings in every form, the summary; of a review its report and its comment."""
    told = comment_markdown(comment_of(built.reviewed, built.folder)) if built.reviewed is not None else ""
    files = {
        SUMMARY: summary_markdown(built.report, told, built.broken_before),
        "findings.json": json_text(as_json(built.report)) + "\n",
        "pmctl.sarif": FORMATS["sarif"](built.report),
        "gl-code-quality-report.json": FORMATS["gitlab"](built.report),
        "junit.xml": FORMATS["junit"](built.report),
    }
    if built.reviewed is not None:
        files[REPORT] = json_text(review_json(built.reviewed, built.folder)) + "\n"
        files["comment.md"] = told
    return files
