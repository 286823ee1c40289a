"""The features of products on their way: by horizon, theme, or the sprint in which they end."""
