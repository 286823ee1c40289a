"""What somebody owes, and whom they wait for."""
