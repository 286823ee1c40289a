"""How likely, by when."""
