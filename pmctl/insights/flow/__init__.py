"""How work flows: how long it takes, how much is in progress, how old it is, how much is finished a day."""
