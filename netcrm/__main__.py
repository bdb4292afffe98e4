"""``python -m netcrm`` is ``netcrm``."""

from netcrm.cli.main import main

if __name__ == "__main__":
    main()
