"""One look for plan files: the order of keys, indentation and blanks; never a comment, a text or a meaning."""

from pmctl.canonical.form import canonical
from pmctl.canonical.written import Untouched

__all__ = ["Untouched", "canonical"]
