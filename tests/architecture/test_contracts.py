"""The walls of the house stand, and each of them is seen to fall when it is broken on purpose."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "patentdesk"
LAYERS = [
    {"app"},
    {"ui", "demo"},
    {"services"},
    {"store", "intake", "handouts", "charts"},
    {"valuation", "triage", "docketing"},
    {"portfolio"},
    {"core"},
]
ROOMS = set().union(*LAYERS)
DOMAIN = set().union(*LAYERS[4:])


def lint_imports(checkout: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    command += ["--no-cache", "--no-logo", *(f"--contract={contract}" for contract in contracts)]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with its contracts."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(PACKAGE, checkout / "patentdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", checkout)
    return checkout


@pytest.fixture
def plant(copy: Path) -> Iterator:
    """Return a function that writes a module into the copy; whatever it wrote is taken out again."""
    planted: list[Path] = []

    def write(module: str, source: str) -> None:
        path = copy / "patentdesk" / f"{module.replace('.', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source + "\n")
        planted.append(path)

    yield write
    for path in planted:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def test_every_contract_is_kept(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 kept, 0 broken" in done.stdout


def test_the_linter_sees_every_file() -> None:
    graph = grimp.build_graph("patentdesk", include_external_packages=True, cache_dir=None)
    seen = {module for module in graph.modules if not graph.is_module_squashed(module)}
    files = {path.relative_to(ROOT).with_suffix("") for path in PACKAGE.rglob("*.py")}
    assert files
    assert seen == {".".join(path.parts).removesuffix(".__init__") for path in files}


def test_the_rooms_are_those_of_the_plan() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == ROOMS


def test_an_import_upwards_or_sideways_breaks_the_layers(copy: Path, plant) -> None:
    forbidden = [
        (room, other)
        for depth, layer in enumerate(LAYERS)
        for room in sorted(layer)
        for other in sorted(set().union(*LAYERS[:depth]) | layer - {room})
    ]
    assert len(forbidden) > 70
    for room, other in forbidden:
        plant(f"{room}.planted_{other}", f"import patentdesk.{other}")
    done = lint_imports(copy, "layers")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert [pair for pair in forbidden if f"patentdesk.{pair[0]}.planted_{pair[1]} -> " not in said] == []


def test_a_package_without_a_place_breaks_the_layers(copy: Path, plant) -> None:
    plant("planted.__init__", '"""Has no place."""')
    done = lint_imports(copy, "layers")
    assert done.returncode == 1
    assert "planted" in done.stdout


@pytest.mark.parametrize(
    ("contract", "libraries", "homes"),
    [
        ("qt", ["PySide6", "PySide6.QtCore", "shiboken6"], {"ui", "app"}),
        ("database", ["sqlalchemy", "sqlalchemy.orm", "alembic", "sqlite3"], {"store"}),
        ("workbooks", ["openpyxl", "xlsxwriter", "python_calamine", "duckdb"], {"intake", "handouts"}),
        ("charts", ["matplotlib", "matplotlib.figure"], {"charts", "ui"}),
        ("domain", ["os", "pathlib", "io", "time", "sqlite3", "openpyxl", "matplotlib", "PySide6"], ROOMS - DOMAIN),
    ],
)
def test_a_library_outside_its_home_breaks_its_contract(
    copy: Path, plant, contract: str, libraries: list[str], homes: set[str]
) -> None:
    modules = {
        (room, library): f"{room}.planted_{library.replace('.', '_')}" for room in ROOMS for library in libraries
    }
    for (_, library), module in modules.items():
        plant(module, f"import {library}")
    done = lint_imports(copy, contract)
    assert done.returncode == 1
    caught = {place for place, module in modules.items() if f"patentdesk.{module} -> " in done.stdout}
    assert caught == {(room, library) for room in ROOMS - homes for library in libraries}


@pytest.mark.parametrize("room", ["core", "store", "ui"])
def test_two_neighbours_that_import_each_other_break_the_contract(copy: Path, plant, room: str) -> None:
    plant(f"{room}.planted", f"import patentdesk.{room}.planted_too")
    plant(f"{room}.planted_too", f"def later() -> None:\n    import patentdesk.{room}.planted")
    done = lint_imports(copy, "cycles")
    assert done.returncode == 1
    assert f"No cycles are allowed in patentdesk.{room}." in done.stdout
