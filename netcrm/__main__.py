"""``python -m netcrm`` is ``netcrm``."""

import signal


def main() -> None:
    """The console script."""
    # While modules are loaded nobody could say it in words: Ctrl-C just ends the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from netcrm.cli.main import main as door

    door()


if __name__ == "__main__":
    main()
