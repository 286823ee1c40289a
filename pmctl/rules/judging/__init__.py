"""How rules judge: the page of a rule, running them, what several of them ask."""
