"""What a person took away from somebody who was imported."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        """
CREATE TABLE taken_away (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL,
	field VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT taken_away_once UNIQUE (contact_id, field, value),
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)"""
    )
