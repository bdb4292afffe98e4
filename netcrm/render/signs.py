"""The signs that go with a colour, so that nothing is told by colour alone."""

GIVEN = "→"
RECEIVED = "←"
OVERDUE = "!"
OPEN = "○"
