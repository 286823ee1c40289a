"""Everything about one item."""
