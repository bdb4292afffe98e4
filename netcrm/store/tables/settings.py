"""What a person chose: saved mappings, and the mark of a demo."""

from sqlmodel import Field, SQLModel


class SettingRow(SQLModel, table=True):
    """What the database knows of itself, such as that it is a demo."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str
