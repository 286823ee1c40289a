"""PM9xx: review of a change."""

from __future__ import annotations

from pmctl.rules import policy

REVIEW = (policy,)
"""By code."""
