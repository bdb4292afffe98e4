"""The first schema: people, ties, interactions, the ledger, follow-ups."""

from pathlib import Path

from alembic import op

from netcrm.store.objects import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    script = Path(__file__).with_name("v0001_house.sql").read_text("utf-8")
    for statement in statements(script):
        op.get_bind().exec_driver_sql(statement)
