"""Messages to people, in every form in which they are handed out."""
