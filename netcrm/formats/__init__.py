"""Files to records and back; pure, with problems as values."""
