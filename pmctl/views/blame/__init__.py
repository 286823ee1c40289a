"""Who moved a forecast."""
