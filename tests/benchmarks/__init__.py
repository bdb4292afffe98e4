"""Whole processes timed in turn, as ratios; nothing here is a unit test."""
