"""How likely, by when: what a simulation says about items, money and what drives them."""
