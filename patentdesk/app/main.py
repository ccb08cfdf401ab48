"""Start the program: the window, or one verb of the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from patentdesk.app.display import can_show
from patentdesk.core.filenames import PORTFOLIO


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out the command line (``sys.argv`` when none is given) and return the exit status.

    Nothing, or one portfolio, opens the window at once: what parses and answers a command line is not loaded for it.
    """
    arguments = sys.argv[1:] if argv is None else argv
    _speak_somewhere()
    if (not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(PORTFOLIO))) and can_show():
        try:
            from patentdesk.app.window import open_window  # noqa: PLC0415 - Qt is loaded for the window only
        except ImportError:  # the command line says what is missing
            pass
        else:
            from patentdesk.app.machine import here  # noqa: PLC0415 - for the window, as above

            return open_window(here(), Path(arguments[0]) if arguments else None)
    try:
        from patentdesk.app import cli  # noqa: PLC0415 - not loaded for the window

        return cli.run(arguments)
    except KeyboardInterrupt:  # also while modules are loaded
        from patentdesk.app import cli  # noqa: PLC0415 - as above; it may not have been loaded yet

        return cli.stopped(arguments)


def _speak_somewhere() -> None:
    """Let what is said be lost where nobody can hear it: a program without a console has no output at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as the program
