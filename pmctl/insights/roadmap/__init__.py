"""The roadmap: what is coming and why, promised and expected, in lanes, and what holds the lanes together."""
