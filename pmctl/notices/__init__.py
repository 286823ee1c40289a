"""Who is told what: the occasions of all triggers, person by person, less what they do not want or may not see."""

from pmctl.notices.gather import digests
from pmctl.notices.notice import Cause, Digest, Notice

__all__ = ["Cause", "Digest", "Notice", "digests"]
