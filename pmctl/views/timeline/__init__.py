"""The timeline for programs."""
