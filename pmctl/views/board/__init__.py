"""Cards in columns."""
