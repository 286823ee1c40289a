"""Earned value and earned schedule: what was planned, earned and spent, and where that leads."""
