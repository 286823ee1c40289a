"""Made-up examples are the same in every run; `PMCTL_TESTS_SEARCH=1` looks for new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile("search" if os.environ.get("PMCTL_TESTS_SEARCH") else "same")
