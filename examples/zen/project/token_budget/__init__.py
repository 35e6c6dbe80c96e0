"""What agents may spend, and what they spent."""
