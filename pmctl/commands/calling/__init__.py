"""What calls are made of: options, opening a plan, naming items, completing, writing."""
