"""Set PatentDesk up from nothing and run it: ``python3 run.py help`` lists the commands.

Needs Python 3.11 or newer and nothing else. On Debian and Ubuntu it installs the system packages that are missing,
where it may; elsewhere it names them. The Python packages go into ``.venv-run`` beside this file, pinned and hashed by
``requirements.txt`` (to run) and ``requirements-dev.txt`` (to run, check and test).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-dev.txt"
DEMO = ROOT / "out" / "demo"
WITH_QT = ("tests/architecture", "tests/app", "tests/endtoend", "tests/ui")
"""What is tested with Qt; all the rest never sees it and is tested where it is not installed."""
QT_FILES = ("PySide6*", "pyside6*", "shiboken6*", "pytestqt", "pytest_qt*")
"""What stands in the folder of packages where Qt and its plugin for pytest are installed, and else does not."""

HELP = """\
python3 run.py                    set up, build the demo portfolio, open it in the window
                                  (without a display: a picture of every panel instead)
python3 run.py test               set up and run every check and test
python3 run.py setup              set up only
python3 run.py patentdesk ...     set up and run the patentdesk command line, such as
                                  python3 run.py patentdesk docket out/demo/demo.pdesk
python3 run.py help               show this
"""


class Stop(Exception):  # noqa: N818 - the end of the run, with the sentence that explains it
    """The run cannot go on; the message tells the person what is missing and what to do."""


class Need(NamedTuple):
    """A Debian package; not needed where ``program`` is on the path already, whoever installed it."""

    package: str
    program: str = ""
    use: str = "the window"


RUN_NEEDS = (
    Need("ca-certificates", use="installing Python packages"),
    *map(Need, ("libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0", "libfontconfig1", "libfreetype6")),
    *map(Need, ("libxcb-cursor0", "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-icccm4", "libxcb-image0")),
    *map(Need, ("libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libwayland-cursor0")),
    Need("fonts-noto-cjk", use="Chinese text"),
)
TEST_NEEDS = (
    Need("git", "git", use="the tests of the repository"),
    Need("libreoffice-calc-nogui", "soffice", use="the tests of the handout"),
    Need("poppler-utils", "pdftoppm", use="the tests of printed pages"),
    Need("xvfb", "Xvfb", use="the tests of the window on a screen"),
    Need("xauth", "xauth", use="the tests of the window on a screen"),
)


def main(arguments: list[str]) -> int:
    """Carry out the command and return the exit status: 0 done, 1 something failed, 2 unknown command."""
    command, *rest = arguments or ["demo"]
    known = {"demo": run_demo, "setup": run_setup, "test": run_tests, "help": show_help, "--help": show_help}
    try:
        if command == "patentdesk":
            return call([set_up(RUN_NEEDS, RUN_LOCK), "-m", "patentdesk", *rest], cwd=Path.cwd())
        if command in known and not rest:
            return known[command]()
    except Stop as stop:
        print(f"\nStopped: {stop}", file=sys.stderr)
        return 1
    print(f"Unknown command: {' '.join(arguments)}\n\n{HELP}", end="", file=sys.stderr)
    return 2


def show_help() -> int:
    """List the commands."""
    print(HELP, end="")
    return 0


def run_setup() -> int:
    """Set up what the program needs to run."""
    say(f"ready: {set_up(RUN_NEEDS, RUN_LOCK)} -m patentdesk")
    return 0


def run_demo() -> int:
    """Build the demo portfolio with its docket, review and handout; then open the window or render the panels."""
    python = set_up(RUN_NEEDS, RUN_LOCK)
    pictures = [] if has_display() else ["--pictures"]
    say("building the demo portfolio through the importers")
    status = call([python, "-m", "patentdesk", "demo", "--out", str(DEMO), *pictures])
    if status not in {0, 1}:
        raise Stop(f"the demo ended with status {status}; what it says above tells why.")
    if not has_display():
        say(f"there is no display, so the panels are pictures; everything lies in {DEMO}")
        return 0
    say(f"everything lies in {DEMO}; opening the window")
    return call([python, "-m", "patentdesk", str(DEMO / "demo.pdesk")])


def run_tests() -> int:
    """Run every check and test and return 1 when one of them failed; the last line is pytest's."""
    python = set_up(RUN_NEEDS + TEST_NEEDS, TEST_LOCK)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # tests start the program often: it is compiled once, not each time
    pytest = ["-m", "pytest", "-n", "2", "--dist", "worksteal"]
    steps: list[tuple[str, list[str]]] = [
        ("lint", [python, "-m", "ruff", "check", "--output-format=concise", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "--output-format=concise", "."]),
        ("types", [python, "-m", "mypy"]),
        ("imports", [str(Path(python).parent / "lint-imports")]),
        (
            "the tests of the rooms without Qt, no PySide6 installed",
            [without_qt(python), *pytest, *(f"--ignore={folder}" for folder in WITH_QT)],
        ),
    ]
    failed = []
    for title, command in steps:
        say(title)
        if call(command):
            failed.append(title)
    if failed:
        say("FAILED so far: " + ", ".join(failed))
    say("the tests of the window and of the whole program, with offscreen Qt")
    status = call([python, *pytest, *WITH_QT])
    return 1 if failed or status else 0


def without_qt(python: str) -> str:
    """Return the Python of an environment with the same packages, hard links to the same files, but without Qt."""
    folder, bare = ROOT / ".venv-run", ROOT / ".venv-run-noqt"
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(folder, bare, symlinks=True, copy_function=os.link, ignore=shutil.ignore_patterns(*QT_FILES))
    found = str(bare / Path(python).relative_to(folder))
    if subprocess.run([found, "-c", "import PySide6"], capture_output=True, check=False).returncode == 0:
        raise Stop("the environment without Qt can import PySide6, so it would prove nothing.")
    return found


def set_up(needs: tuple[Need, ...], lock: Path) -> str:
    """Install what is missing and return the Python of the environment. Raises Stop when that is not possible."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the script must say so where it is started with an older Python
        raise Stop(f"PatentDesk needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    missing = install_system_packages(needs)
    python = environment(ROOT / ".venv-run", lock)
    if missing:
        probe = subprocess.run([python, "-c", "import PySide6.QtWidgets"], capture_output=True, text=True, check=False)
        if probe.returncode:
            reason = probe.stderr.strip().splitlines()[-1]
            raise Stop(f"Qt cannot be loaded ({reason}); install the system packages named above, or this library.")
    return python


def install_system_packages(needs: tuple[Need, ...]) -> list[Need]:
    """Install the Debian packages that are missing; return those that could not be, after naming them with the command.

    Raises Stop when Python itself cannot make an environment.
    """
    if importlib.util.find_spec("ensurepip") is None:
        needs = (Need("python3-venv", use="the Python environment"), *needs)
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        if importlib.util.find_spec("ensurepip") is None:
            raise Stop("this Python lacks the modules venv and ensurepip; install them or use a full Python.")
        return [need for need in needs if sys.platform == "linux" and not (need.program and shutil.which(need.program))]
    missing = missing_packages(needs)
    if not missing:
        return []
    names = [need.package for need in missing]
    prefix = as_root()
    if prefix is not None:
        say(f"installing {len(names)} system packages (some minutes the first time): {' '.join(names)}")
        if apt(prefix, names):
            importlib.invalidate_caches()
            return []
    say("these system packages are missing and could not be installed here:")
    for need in missing:
        print(f"    {need.package:24} for {need.use}")
    print(f"  An administrator installs them with:\n    sudo apt-get install {' '.join(names)}", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("without python3-venv there can be no environment for the Python packages.")
    return missing


def missing_packages(needs: tuple[Need, ...]) -> list[Need]:
    """Return the needs that neither an installed package (or one that provides it) nor a program meets."""
    form = "${db:Status-Status}\t${Package}, ${Provides}\n"
    listed = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=True).stdout
    installed = {
        name.split()[0].split(":")[0]
        for line in listed.splitlines()
        if line.startswith("installed\t")
        for name in line.split("\t", 1)[1].split(",")
        if name.strip()
    }
    return [
        need for need in needs if need.package not in installed and not (need.program and shutil.which(need.program))
    ]


def as_root() -> list[str] | None:
    """Return what must stand before a command to run it as root: nothing, sudo, or None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def apt(prefix: list[str], packages: list[str]) -> bool:
    """Install Debian packages without questions; show the end of apt's own words and return False when it fails."""
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-o", "Acquire::Retries=3"]
    apt_get += ["-o", "DPkg::Lock::Timeout=300"]
    return quietly([*apt_get, "update"]) and quietly([*apt_get, "install", "--no-install-recommends", *packages])


def environment(folder: Path, lock: Path) -> str:
    """Return the Python of a virtual environment that holds the locked packages, made or renewed where it must be.

    An environment with the packages of the tests also serves to run.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "holds"
    wanted = digest(lock)
    held = stamp.read_text().split() if stamp.exists() and python.exists() else []
    if wanted in held:
        return str(python)
    say(f"installing the Python packages of {lock.name} into {folder.name} (some minutes the first time)")
    if digest(RUN_LOCK) not in held and not quietly([sys.executable, "-m", "venv", "--clear", str(folder)]):
        raise Stop(f"the environment {folder} could not be made.")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    if not quietly([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]):
        raise Stop(f"the Python packages of {lock.name} could not be installed; is the package index within reach?")
    stamp.write_text("\n".join([wanted, digest(RUN_LOCK)]))
    return str(python)


def digest(lock: Path) -> str:
    """Return what an environment for this lock is known by: the lock's content, this Python, this place.

    Of Python the first two numbers: an environment outlives a repaired Python of the same series.
    """
    content = [lock.read_text(), str(sys.version_info[:2]), sys.base_prefix, str(ROOT)]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(command: list[str], cwd: Path = ROOT) -> int:
    """Run a command in sight and return its exit status."""
    found = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=found, check=False).returncode


def quietly(command: list[str]) -> bool:
    """Run a command out of sight; when it fails, show the end of what it said and return False."""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        tail = done.stdout.decode(errors="replace").splitlines()[-25:]
        print("\n".join("    " + line for line in tail), file=sys.stderr, flush=True)
    return done.returncode == 0


def say(step: str) -> None:
    """Print one step of the run."""
    print(f"== {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
