"""Every place of a plan that names something else: one table of keys and of what each may name, and what is wrong."""

from pmctl.rules.references.found import Reference, span_of_reference
from pmctl.rules.references.problems import Problem, of_sort

__all__ = ["Problem", "Reference", "of_sort", "span_of_reference"]
