"""What stands beside the package: the locks, the build, the two commands, and nothing of one machine."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SKIPPED_FOLDERS = {".git", "out", "build", "dist", "node_modules"}
MACHINE_PATH = re.compile(r"(?<![\w.<>:/])/(?:work|root|tmp|home/\w|Users/\w|opt)/\w|[A-Z]:\\Users\\\w")
DOWNLOAD_HOST = re.compile(
    r"py" + r"pi\.org|pythonhos" + r"ted|deb\.debian|registry\.np" + r"mjs|(?:extra-)?index-" + r"url|find-" + r"links"
    r"|https?://\S+\.(?:whl|tar\.gz|tgz|deb|exe|dmg)\b"
)


def tracked() -> list[Path]:
    """Return the files of the repository; where it is no clone, every file that git would not ignore by folder."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = []
        for folder, inside, names in os.walk(ROOT):
            inside[:] = [one for one in inside if one not in SKIPPED_FOLDERS and not one.startswith(".")]
            listed += [str(Path(folder, one).relative_to(ROOT)) for one in names]
    return [path for path in (ROOT / one for one in listed if one) if path.is_file()]


def texts() -> dict[Path, str]:
    found = {}
    for path in tracked():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, a workbook
            continue
    assert len(found) > 50
    return found


def test_every_source_that_is_named_can_be_looked_up() -> None:
    """No fact is cited from a note that is not in the repository."""
    notes = re.compile(r"methods" + r"\.md|methods " + r"§|shared/" + r"facts|method " + r"notes")
    assert [str(path.relative_to(ROOT)) for path, text in texts().items() if notes.search(text)] == []


def locked(name: str) -> dict[str, str]:
    """Return package → its entry (version, marker, hashes); a package with several entries has them joined."""
    entries: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
        package = entry.split("==")[0]
        entries[package] = entries.get(package, "") + entry
    return entries


def plain(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-")


def test_no_file_names_a_place_of_one_machine_or_a_download_host() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts().items()
        for pattern in (MACHINE_PATH, DOWNLOAD_HOST)
        for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "parts",
    [
        ("open('/wo", "rk/main/x')"),
        ("cd /ro", "ot/x"),
        ("C:\\Us", "ers\\li"),
        ("--index-", "url x"),
        ("https://x.y/z.w", "hl"),
    ],
)
def test_a_place_of_one_machine_is_found(parts: tuple[str, str]) -> None:
    assert MACHINE_PATH.search("".join(parts)) or DOWNLOAD_HOST.search("".join(parts))


def test_every_locked_package_has_its_version_and_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = locked(name)
        assert len(entries) > 20
        for package, entry in entries.items():
            assert re.match(r"[a-z0-9-]+==\S+", entry), f"{name}: {package}"
            assert "--hash=sha256:" in entry, f"{name}: {package}"


def test_the_locks_hold_what_the_project_names() -> None:
    run, dev = locked("requirements.txt"), locked("requirements-dev.txt")
    groups = PROJECT["dependency-groups"]
    assert {plain(one) for one in PROJECT["project"]["dependencies"]} <= set(run)
    assert {plain(one) for one in groups["test"] + groups["lint"]} <= set(dev)
    assert {package for package, entry in run.items() if dev.get(package) != entry} == set()


def test_the_frozen_program_is_built_from_what_is_there() -> None:
    calls: dict[str, dict[str, object]] = {}

    class Recorded:
        pure = scripts = binaries = datas = ()

    def record(name: str):
        def build(*arguments: object, **options: object) -> Recorded:
            calls[name] = {"arguments": arguments, **options}
            return Recorded()

        return build

    names = {name: record(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT")}
    before = list(sys.path)
    exec(compile((ROOT / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec"), names | {"SPECPATH": ROOT})
    sys.path[:] = before
    analysis = calls["Analysis"]
    assert all(Path(script).is_file() for script in analysis["arguments"][0])
    places = {Path(source): place for source, place in analysis["datas"]}
    assert all(source.is_file() for source in places)
    assert places[ROOT / "resources/words/core.json"] == str(Path("patentdesk/_resources/words"))
    licensed = {Path(place).parts[1] for place in places.values() if Path(place).parts[0] == "licences"}
    assert {"PySide6-Essentials", "shiboken6", "SQLAlchemy", "numpy", "pillow"} <= licensed
    assert {plain(one) for one in PROJECT["project"]["dependencies"]} <= {plain(one) for one in licensed}
    assert {ROOT / f"resources/licences/{name}.txt" for name in ("LGPL-3.0", "GPL-3.0")} <= set(places)
    assert "patentdesk.app.main" in analysis["hiddenimports"]
    assert calls["COLLECT"]["upx"] is False


def test_the_command_list_is_shown_without_any_setting_up() -> None:
    done = subprocess.run([sys.executable, "run.py", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "python3 run.py test" in done.stdout


def test_an_unknown_command_changes_nothing_and_says_so() -> None:
    done = subprocess.run([sys.executable, "run.py", "tset"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Unknown command: tset" in done.stderr
