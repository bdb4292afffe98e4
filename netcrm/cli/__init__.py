"""The words a person types: parse, call, show."""
