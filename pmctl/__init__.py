"""pmctl: plans as code, from YAML in git to a checked, scheduled, reported plan."""

__version__ = "0.1.0"
