"""Sprints: how one stands, how fast a team is, how many are left, in which one each feature ends."""
