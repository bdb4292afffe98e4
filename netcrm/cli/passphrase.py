"""What the database is encrypted with: a program prints it, or the person types it."""

from __future__ import annotations

from netcrm.cli.context import World
from netcrm.domain.errors import NetcrmError
from netcrm.store.connect import Passphrase

COMMAND = "NETCRM_PASSPHRASE_COMMAND"
"""The variable that names the program; it is run without a shell."""

_COMPLETES = "_NETCRM_COMPLETE"


def of(world: World) -> Passphrase:
    """The passphrase of a world, asked for when a file needs it."""
    return Passphrase(lambda: asked(world), for_new=COMMAND in world.environ)


def asked(world: World) -> str | None:
    """What the program prints, else what the person types; None where nobody is there to ask.

    Raises ``NetcrmError`` where the program fails or prints nothing.
    """
    named = world.environ.get(COMMAND)
    if named is None:
        return typed(world, "Passphrase: ")
    import shlex
    import subprocess

    if not named.strip():
        raise NetcrmError(f"{COMMAND} is empty; the name of a program would be right.")
    try:
        done = subprocess.run(shlex.split(named), stdout=subprocess.PIPE, text=True, check=True)
        said = done.stdout.rstrip("\r\n")
    except subprocess.CalledProcessError as error:
        # Its words may be secret.
        raise NetcrmError(f"{COMMAND} ended with {error.returncode}.") from None
    except UnicodeDecodeError:
        raise NetcrmError(f"{COMMAND} printed what is not UTF-8.") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "it cannot be read as words"
        raise NetcrmError(f"{COMMAND} cannot be run: {said}.") from None
    if not said:
        raise NetcrmError(f"{COMMAND} printed no passphrase.")
    return said


def typed(world: World, question: str) -> str | None:
    """What the person types without its being shown; None where nobody is there, or nothing."""
    # Whoever completes a word answers nothing rather than asks.
    if not world.can_ask or _COMPLETES in world.environ:
        return None
    import getpass

    try:
        return getpass.getpass(question, stream=world.err) or None
    except UnicodeDecodeError:
        raise NetcrmError("What was typed is not UTF-8, as the terminal has it.") from None
