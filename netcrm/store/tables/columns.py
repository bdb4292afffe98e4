"""What the columns of all tables have in common."""

from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field


def new_uid() -> str:
    """A name for a row that no other row, here or elsewhere, has."""
    return str(uuid4())


def among(column: str, members: Any) -> CheckConstraint:
    """Only the values of a closed set may stand in the column."""
    listed = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def scale(column: str) -> CheckConstraint:
    """1 to 5."""
    return CheckConstraint(f"{column} BETWEEN 1 AND 5", name=f"{column}_scale")


def key() -> Any:
    """The row's own number."""
    return Field(default=None, primary_key=True)


def whose(*, index: bool = True) -> Any:
    """The contact that the row belongs to, and goes with."""
    return Field(foreign_key="contact.id", ondelete="CASCADE", index=index)


def link(target: str, *, index: bool = False) -> Any:
    """Another row that may go without this one; NULL where there is none."""
    return Field(default=None, foreign_key=f"{target}.id", ondelete="SET NULL", index=index)


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Ids are never used again."""
