"""Where every document stands."""
