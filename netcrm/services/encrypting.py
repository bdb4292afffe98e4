"""A whole database made encrypted, or plain again, in the place of what it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from netcrm.domain.errors import NetcrmError
from netcrm.store import backup
from netcrm.store.connect import connect, errors, export, look_again
from netcrm.store.files import REPLACED, make_private, workshop


def rewrite(database: Path, phrase: str | None) -> None:
    """Encrypt a database by a phrase, or make it plain where that is None.

    It is as before or rewritten whole, whatever happens. Raises ``NetcrmError`` where another
    program has it open, there is no space, or the copy does not hold; ``BadFileError`` for a file
    that is not ours, or damaged.
    """
    backup.must_be_whole(database)
    backup.must_have_space(database.parent, database)
    with (
        workshop(database.parent) as folder,
        _alone(database) as old,
    ):
        made = folder / database.name
        make_private(made)
        export(old, made, phrase)
        backup.must_be_whole(made)
        with closing(connect(made)) as new:
            new.execute("PRAGMA journal_mode = WAL")
        made.replace(database)
        look_again()
        # Who opened the old file meanwhile, and waits for its lock, must not write into what has
        # lost its name.
        with suppress(*errors()):
            old.execute(f"PRAGMA application_id = {REPLACED:d}")


@contextmanager
def _alone(database: Path) -> Iterator[Any]:
    """A connection beside which nobody reads or writes."""
    connection = connect(database, by_sqlcipher=True, isolation_level=None, patience_ms=2000)
    with closing(connection):
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            # Only who is alone can leave the log behind.
            connection.execute("PRAGMA journal_mode = DELETE")
            # A journal on the disk would be taken for one of the new file; what an exclusive lock
            # leaves of one is over.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            Path(f"{database}-journal").unlink(missing_ok=True)
            yield connection
        except BaseException as error:
            # Nothing took its place: others go on beside it as before.
            with suppress(*errors()):
                connection.execute("PRAGMA journal_mode = WAL")
            if not isinstance(error, errors()):
                raise
            raise NetcrmError(
                f"{database} could not be rewritten ({error}); it is as it was.",
                hint="Close other programs that use it, and try again.",
            ) from error
