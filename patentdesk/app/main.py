"""Start the program: the window, or one verb of the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from patentdesk.app import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out the command line (``sys.argv`` when none is given) and return the exit status."""
    return cli.run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
