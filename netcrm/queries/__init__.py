"""What a person asks: every SELECT whose answer is shown, answered as domain values."""
