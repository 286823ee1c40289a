"""Money: what was spent and is bound, by whom, when, on which line, and what could be done with what is left."""
