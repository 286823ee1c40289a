"""The way from what customers say to what became of it, and back."""
