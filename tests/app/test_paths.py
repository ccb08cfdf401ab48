import os
import subprocess
import sys
from pathlib import Path

import pytest

from patentdesk.app import paths


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert (paths.resources() / "words" / "core.json").is_file()


def test_an_installed_program_has_its_resources_inside_the_package(tmp_path: Path) -> None:
    inside = tmp_path / "patentdesk" / "_resources"
    inside.mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert paths.resources(tmp_path / "patentdesk") == inside


def test_an_installation_without_resources_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="_resources"):
        paths.resources(tmp_path / "patentdesk")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself says where these folders are; HOME moves none")
def test_what_is_kept_for_the_user_lies_in_the_users_own_folders(tmp_path: Path) -> None:
    code = (
        "from patentdesk.app import paths as p\n"
        "for place in (p.logs(), p.backups(), p.settings_file().parent):\n"
        "    assert place.is_dir(), place\n"
        "    print(place)\n"
    )
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    surroundings |= {"HOME": str(tmp_path), "PYTHONPATH": str(Path(paths.__file__).parents[2])}
    said = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(set(said)) == 3
    assert all(Path(place).is_relative_to(tmp_path) for place in said)


def test_a_home_that_takes_no_folders_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    code = "from patentdesk.app import paths as p\nprint(p.logs(), p.backups(), p.settings_file(), sep='\\n')"
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    surroundings |= {"HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(paths.__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    assert len(ran.stdout.splitlines()) == 3
