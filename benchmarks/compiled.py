"""Start a measured program as an installed one starts: its modules, and those of its libraries, compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_EVERYTHING = """
import importlib
from patentdesk.app import furnishing, window
for name in (*furnishing.FIRST, *furnishing.NEXT, *furnishing.LATER):
    importlib.import_module(name)
"""


def begin_compiled() -> None:
    """Begin the running script anew with a folder of compiled modules, unless it has one; this does not return then."""
    if "PYTHONPYCACHEPREFIX" in os.environ:
        return
    folder = Path(tempfile.gettempdir()) / "patentdesk-bench-compiled"
    around = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    around |= {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", _EVERYTHING], env=around, check=True)
    os.execve(sys.executable, [sys.executable, *sys.argv], around)
