"""Know where things lie: what the program ships, and what it keeps for the person who uses it.

Nothing else asks the machine for places. Folders of the user follow the system's customs (platformdirs).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parents[1]
_USER = PlatformDirs("PatentDesk", appauthor=False)


def resources(package: Path = _PACKAGE) -> Path:
    """Return the folder of what the program ships: rules, calendars, words, icons.

    An installed or frozen program carries it inside the package, a checkout beside it. Raises FileNotFoundError when
    the installation lacks it.
    """
    places = (package / "_resources", package.parent / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the program's resources are missing; looked in {places[0]} and {places[1]}")


def settings_file() -> Path:
    """Return the file of the user's settings, which may not exist yet."""
    return _made(_USER.user_config_path) / "settings.json"


def logs() -> Path:
    """Return the folder of the log; made when it is missing, if that can be."""
    return _made(_USER.user_log_path)


def backups() -> Path:
    """Return the folder of the automatic backups; made when it is missing, if that can be."""
    return _made(_USER.user_data_path / "backups")


def _made(folder: Path) -> Path:
    with suppress(OSError):  # a place that takes nothing is told by whoever writes there; the window opens all the same
        folder.mkdir(parents=True, exist_ok=True)
    return folder
