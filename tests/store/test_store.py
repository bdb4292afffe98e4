"""The two doors, the schema made both ways, and what is kept beside the records."""

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from netcrm.domain.errors import JoinedMeanwhileError
from netcrm.store import schema
from netcrm.store.connect import connect, errors
from netcrm.store.engine import open_writer
from netcrm.store.migrate import migrate
from netcrm.store.reader import open_reader
from netcrm.store.tables import ledger, profile, settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def shape(path):
    """What ``sqlite_master`` says, without the blanks and the index's own tables."""
    with connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    connection.close()
    return {
        (kind, name): "".join(sql.split())
        for kind, name, sql in rows
        if sql and not name.startswith(("sqlite_", "search_index_"))
    }


def test_a_fresh_database_and_a_migrated_one_are_the_same(tmp_path):
    fresh, migrated = tmp_path / "fresh.db", tmp_path / "migrated.db"
    with open_writer(fresh, NOW):
        pass
    from netcrm.store.engine import _engine

    engine = _engine(migrated)
    migrate(engine, migrated, NOW)
    engine.dispose()
    assert shape(migrated) == shape(fresh)
    with connect(migrated) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        recorded = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
    assert (version, int(recorded)) == (schema.NEWEST, schema.NEWEST)


def test_an_orphan_is_refused(tmp_path):
    with (
        pytest.raises(JoinedMeanwhileError),
        open_writer(tmp_path / "x.db", NOW) as session,
    ):
        session.add(profile.TagRow(contact_id=99, name="x", folded="x"))


def test_a_block_that_fails_leaves_nothing(tmp_path):
    path = tmp_path / "x.db"
    with open_writer(path, NOW):
        pass

    def fail() -> None:
        with open_writer(path, NOW) as session:
            session.add(settings.SettingRow(name="a", value="b"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with open_reader(path) as reader:
        assert reader.all("SELECT * FROM setting") == []


@pytest.mark.parametrize("column", ["direction", "kind", "size"])
def test_the_schema_is_the_last_line_of_the_closed_sets(tmp_path, column):
    values: dict[str, Any] = {
        "contact_id": 0, "direction": "gave", "kind": "time", "size": 1, "text": "x",
        "on": date(2026, 1, 1), "recorded_on": date(2026, 1, 1),
    }  # fmt: skip
    values[column] = 9 if column == "size" else "money"
    with pytest.raises(IntegrityError), open_writer(tmp_path / "x.db", NOW) as session:
        session.add(ledger.ExchangeRow(**values))


def test_the_reader_cannot_write(anna):
    with open_reader(anna.path) as reader, pytest.raises(errors("OperationalError")):
        reader.all("DELETE FROM contact")


def test_a_reader_does_not_wait_for_a_writer(anna):
    with open_writer(anna.path, NOW) as session:
        session.add(settings.SettingRow(name="a", value="b"))
        session.flush()
        assert len(anna.json("list")) == 1


def test_a_read_only_place_can_be_read(anna):
    """As a medium without write permission is: the file is opened as it is."""
    with connect(anna.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    anna.path.chmod(0o400)
    anna.path.parent.chmod(0o500)
    try:
        assert len(anna.json("list")) == 1
    finally:
        anna.path.parent.chmod(0o700)


def test_ids_are_never_used_again(anna):
    anna.ok("gave", "1", "x")
    anna.ok("delete", "e1")
    assert anna.json("gave", "1", "x")["id"] == "e2"
    assert all("AUTOINCREMENT" in sql for (kind, name), sql in shape(anna.path).items()
               if kind == "table" and "PRIMARYKEY" in sql
               and name not in ("setting", "published", "alembic_version",
                                "search_index", "journal_image", "journal_contact"))  # fmt: skip


def test_every_table_is_written_out_or_derived_on_purpose():
    from netcrm.domain.records import TABLES

    assert set(SQLModel.metadata.tables) - set(TABLES) == {
        "name_word", "search_text", "setting", "published",
    }  # fmt: skip


def test_the_views_agree_with_the_commands(demo):
    with open_reader(demo.path) as reader:
        balances = {row["contact_id"]: row for row in reader.all("SELECT * FROM balance")}
        days = {row["id"] for row in reader.all("SELECT id FROM follow_up_day")}
        told = reader.number("SELECT count(*) FROM timeline WHERE word = 'told'")
    for found in demo.json("balance"):
        row = balances[found["contact"]["id"]]
        assert (row["given"], row["received"]) == (found["given"], found["received"])
    listed = {f["id"] for f in demo.json("due", "--within", "50y") if f["kind"] != "birthday"}
    assert days == listed
    assert told > 0


def test_kept_totals_are_the_sums_of_the_entries(demo):
    with open_reader(demo.path) as reader:
        wrong = reader.all(
            """
            SELECT c.id FROM contact c LEFT JOIN (
              SELECT contact_id,
                sum(CASE direction WHEN 'gave' THEN size ELSE 0 END) AS given,
                sum(CASE direction WHEN 'gave' THEN 0 ELSE size END) AS received,
                max("on") AS last, count(loop_due_on) AS loops
              FROM exchange GROUP BY contact_id) e ON e.contact_id = c.id
            WHERE c.given <> coalesce(e.given, 0) OR c.received <> coalesce(e.received, 0)
              OR c.last_exchange_on IS NOT e.last OR c.open_loops <> coalesce(e.loops, 0)
              OR c.last_contact_on IS NOT (
                SELECT max("on") FROM contact_day d WHERE d.contact_id = c.id)
            """
        )
    assert wrong == []


def test_no_question_about_one_person_scans_a_table_that_grows(demo, monkeypatch):
    plans = []
    with open_reader(demo.path) as reader:
        from netcrm.store.reader import Reader

        ask = Reader.all

        def explained(self, sql, parameters=()):
            for row in ask(reader, f"EXPLAIN QUERY PLAN {sql}", parameters):
                plans.append((row["detail"], sql))
            return ask(self, sql, parameters)

        monkeypatch.setattr(Reader, "all", explained)
        for words in (["show", "maria"], ["due"], ["due", "--who", "maria"], ["balance", "maria"],
                      ["find", "data platform"], []):  # fmt: skip
            demo.ok(*words, "--json")
    scans = {
        detail for detail, _ in plans
        if detail.startswith("SCAN") and "INDEX" not in detail and "CONSTANT" not in detail
    }  # fmt: skip
    assert {s.split()[1] for s in scans} <= {"x", "(subquery", "s"}, scans


def test_every_index_trigger_and_view_is_known_to_the_doctor(net):
    from netcrm.store import objects

    net.ok("add", "Ada")
    with closing(connect(net.path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger', 'view') "
            "AND sql IS NOT NULL"
        ).fetchall()
    assert objects.lost(rows) == []
    assert {name for name, _ in rows} == set(objects.expected())


def test_a_missing_parent_of_our_folder_is_its_owners(tmp_path):
    from netcrm.store.files import make_folder

    make_folder(tmp_path / "share" / "netcrm" / "here")
    for folder in ("share", "share/netcrm", "share/netcrm/here"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700
