"""The 14 points of schedule quality, and what is asked of links and floats."""
