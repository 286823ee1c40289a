"""The life of an item, and how the forecasts of a document moved."""
