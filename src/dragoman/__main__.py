"""The ``dragoman`` command, also as ``python -m dragoman``."""

from __future__ import annotations

import sys

_INTERRUPTED = 130  # as shells tell of a program that SIGINT ended


def main() -> None:
    """Run the command. Interrupted while it is being loaded, which takes a second, it ends quietly, too.

    The processes that the command begins load this module and not all that the commands need.
    """
    try:
        from dragoman.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
