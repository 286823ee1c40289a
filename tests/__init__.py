"""The tests of pmctl; `python -m tests` runs everything that must be green."""
