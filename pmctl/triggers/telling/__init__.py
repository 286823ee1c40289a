"""What triggers are made of, and what several of them ask."""
