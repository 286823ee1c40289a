"""Every noun of a plan, frozen, in the user's words; a file a family of nouns."""
