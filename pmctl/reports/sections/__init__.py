"""Sections that several reports share: what is delivered, what is controlled, who is concerned, what is approved."""
