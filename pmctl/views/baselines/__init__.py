"""Baselines listed, shown and compared."""
