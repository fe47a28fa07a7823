"""`monitor ...` and `python -m monitor ...`. Light on purpose: worker processes import this module again."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; leaves with its exit code."""
    from monitor.cli import entry  # noqa: PLC0415 (a worker imports this module and must stay small)

    sys.exit(entry())


if __name__ == "__main__":
    main()
