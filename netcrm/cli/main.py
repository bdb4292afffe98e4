"""The door: root options, the verbs, and the one boundary that turns errors into words."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup, TyperOption

from netcrm.cli import failing, passphrase
from netcrm.cli.context import World
from netcrm.cli.verbs import SECTIONS, VERBS
from netcrm.domain.errors import ExitCode, JoinedMeanwhileError, NetcrmError, UsageError
from netcrm.store.connect import use

_EXAMPLES = """\
  netcrm add "Ada Lovelace" --met yesterday --every "2 months"
  netcrm gave ada intro to my editor
  netcrm due"""


class _InterruptedError(Exception):
    """Ctrl-C within a verb."""


class _ClosedPipeError(Exception):
    """Whoever read the answer has gone."""


class Verbs(TyperGroup):
    """The root group; it imports a verb's module only when the verb is typed."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is Typer's
        """All verbs, in the order of help."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature is Typer's
        """The verb's command, with the options that every verb has."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        module = import_module(f"netcrm.cli.{verb.module}")
        command = typer.main.get_group(module.app).commands[cmd_name]
        for typed in (command, *getattr(command, "commands", {}).values()):
            taken = {flag for parameter in typed.params for flag in parameter.opts}
            typed.params += [face for face in _faces() if not taken & set(face.opts)]
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; Typer would turn these two into bare exit codes before they are told."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise _InterruptedError from error
        except BrokenPipeError as error:
            raise _ClosedPipeError from error

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is Typer's
        """The verbs by what they are for."""
        for section, verbs in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name, verb.help) for name, verb in verbs.items()])
        with formatter.section("For example"):
            formatter.write_text("\b\n" + _EXAMPLES)


def _faces() -> list[TyperOption]:
    return [
        _face("as_json", "--json", "The keys that programs lean on."),
        _face("plain", "--plain", "Tab-separated, as through a pipe."),
        _face("quiet", "--quiet", "Only results, no words."),
    ]


def _face(name: str, flag: str, help_text: str) -> TyperOption:
    def choose(ctx: Any, _param: Any, value: bool) -> None:
        if value and ctx.obj is not None:
            setattr(ctx.obj, name, True)

    return TyperOption(
        param_decls=[name, flag],
        is_flag=True,
        default=False,
        expose_value=False,
        is_eager=True,
        callback=choose,
        help=help_text,
    )


app = typer.Typer(
    cls=Verbs,
    name="netcrm",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        sys.stdout.write(f"netcrm {version('netcrm')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    db: Annotated[
        Path | None,
        # Whether it can be read is for the doors to say, with their exit code.
        typer.Option("--db", envvar="NETCRM_DB", readable=False, help="The database file."),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", envvar="NETCRM_TODAY", help="The day that 'today' means."),
    ] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback.")] = False,
    version: Annotated[  # noqa: ARG001 - Typer calls it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which netcrm.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", hidden=True)] = False,
    plain: Annotated[bool, typer.Option("--plain", hidden=True)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", hidden=True)] = False,
) -> None:
    """What each of you did for the other, what was agreed, what is still open.

    netcrm VERB WHO TEXT is the shape of all you type; netcrm alone shows the day at a glance.
    """
    world: World = ctx.obj
    if db is not None and str(db) == ":memory:":
        raise UsageError("db: ':memory:' would be gone at once; a path to a file would be right.")
    _must_be_text(str(db))
    try:
        world.database, world.today_text = None if db is None else db.expanduser(), today
    except RuntimeError:
        raise UsageError(f"db: '{db}' names the home of nobody.") from None
    world.no_color, world.debug = no_color, debug
    world.as_json |= as_json
    world.plain |= plain
    world.quiet |= quiet
    if ctx.invoked_subcommand is None:
        from netcrm.cli.day import glance

        glance(world)


def _must_be_text(argument: str) -> None:
    """Bytes that are no text can be stored, shown, and typed again nowhere."""
    if any("\ud800" <= char <= "\udfff" for char in argument):
        shown = argument.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        raise UsageError(f"'{shown}' is not valid UTF-8; type it in UTF-8.")


def run(world: World) -> int:
    """Run one command line in a world; answers the exit code, and never a traceback."""
    use(passphrase.of(world))
    command = typer.main.get_command(app)
    arguments = list(world.arguments)
    # Flags are set while the line is parsed; an error before that still answers in JSON.
    wants_json = "--json" in arguments[: arguments.index("--") if "--" in arguments else None]
    try:
        for argument in arguments:
            _must_be_text(argument)
        code = _run_once_more(command, arguments, world)
        world.out.flush()
        return int(code or 0)
    except NetcrmError as error:
        return failing.tell(world, error, as_json=wants_json)
    except (_InterruptedError, KeyboardInterrupt, typer.Abort):
        world.err.write(f"\nInterrupted; {world.saved or 'nothing was saved.'}\n")
        return ExitCode.INTERRUPTED
    except typer.Exit as stop:
        return stop.exit_code
    except (_ClosedPipeError, BrokenPipeError):
        _silence_stdout()
        return ExitCode.OK
    except Exception as error:
        return failing.unforeseen(world, error, as_json=wants_json)


def _run_once_more(command: Any, arguments: list[str], world: World) -> Any:
    """Run a command, and again where somebody it means was joined into another one meanwhile.

    Nothing was written or said by then, and the same words find who they are now.
    """
    for last in (False, True):
        try:
            return command.main(arguments, prog_name="netcrm", standalone_mode=False, obj=world)
        except JoinedMeanwhileError:
            if last or world.saved:
                raise
            world.warnings.clear()
    return None


def _silence_stdout() -> None:
    # Python would complain about the closed pipe once more while it shuts down.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """What the console script runs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Whatever else makes a file for us, no other user may read it.
    os.umask(0o077)
    # Looking for garbage among freshly imported modules costs a write up to 8 %; a young
    # generation of this size is still swept during a long import.
    gc.set_threshold(50_000, 20, 20)
    # Python has no stream where the shell closed it.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code = run(World.real(tuple(sys.argv[1:])))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    sys.stderr.flush()
    # Everything is written and closed. To take a loaded ORM apart, object by object, would cost a
    # fifth of a write.
    os._exit(code)
