"""Reports: pure functions from values."""
