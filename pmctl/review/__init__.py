"""A change judged: by the judges of the plan before it, with a verdict and what speaks for that."""

from pmctl.review.suppressions import parted
from pmctl.review.trust import judged
from pmctl.review.verdict import HOSTS, Reason, Review, Verdict, review

__all__ = ["HOSTS", "Reason", "Review", "Verdict", "judged", "parted", "review"]
