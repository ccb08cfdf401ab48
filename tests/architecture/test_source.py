"""What import contracts cannot see: the clock, file access and habits inside the source."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "patentdesk"
DOMAIN = ("core", "portfolio", "docketing", "triage", "valuation")
CLOCK = {"today", "now", "utcnow", "time", "localtime", "gmtime", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"date", "datetime", "time"}
FILE_METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
BOUNDARIES_AT_MOST = 20


def files(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))]
    assert found
    return found


def outside_access(source: str) -> list[str]:
    """Return the calls that ask the machine for the time or for a file."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                found.append(f"line {node.lineno}: open(")
            case ast.Call(func=ast.Attribute(attr=name)) if name in FILE_METHODS:
                found.append(f"line {node.lineno}: .{name}(")
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if (
                owner in CLOCK_OWNERS and name in CLOCK
            ):
                found.append(f"line {node.lineno}: {owner}.{name}")
    return found


def broad_handlers(source: str) -> list[tuple[int, str]]:
    """Return line and reason of each handler that keeps any exception to itself; the reason is the comment at its head.

    A handler that cleans up and ends in a bare ``raise`` keeps nothing to itself.
    """
    if "Exception" not in source and not re.search(r"\bexcept\s*:", source):
        return []  # most sources: nothing to take apart
    lines = source.splitlines()
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            named = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"all"}
            passes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if named & {"all", "Exception", "BaseException"} and not passes_on:
                head = lines[node.lineno - 1 : node.body[0].lineno - 1] or lines[node.lineno - 1 : node.lineno]
                comment = " ".join(line.partition("#")[2] for line in head)
                found.append((node.lineno, re.sub(r"noqa: *[A-Z0-9, ]+", "", comment).strip(" -:")))
    return found


@pytest.mark.parametrize("path", files(*DOMAIN), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_domain_asks_no_clock_and_opens_no_file(path: Path) -> None:
    assert outside_access(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "field(default_factory=date.today)",
        "time.time()",
        "open('x')",
        "path.open()",
        "path.read_text()",
    ],
)
def test_a_look_at_the_clock_or_a_file_is_found(line: str) -> None:
    assert len(outside_access(line)) == 1


def test_asking_the_clock_port_is_no_fault() -> None:
    assert outside_access("clock.today(); self.clock.now(); deadline.time") == []


def test_core_needs_only_the_standard_library() -> None:
    for path in files("core"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in modules:
                known = module.startswith("patentdesk.core") or module.split(".")[0] in sys.stdlib_module_names
                assert known, f"{path}: {module}"


def test_every_broad_handler_is_a_boundary_with_a_reason() -> None:
    handlers = {
        f"{path.relative_to(PACKAGE)}:{line}": reason
        for path in files("")
        for line, reason in broad_handlers(path.read_text(encoding="utf-8"))
    }
    assert [place for place, reason in handlers.items() if len(reason.split()) < 3] == []
    assert len(handlers) <= BOUNDARIES_AT_MOST


@pytest.mark.parametrize(
    ("handler", "reasons"),
    [
        ("except Exception:", [""]),
        ("except (ValueError, BaseException):", [""]),
        ("except:", [""]),
        ("except Exception:  # noqa: BLE001", [""]),
        ("except Exception:  # noqa: BLE001 - the job shows it to the user", ["the job shows it to the user"]),
        ("except Exception:\n    # the reader's own assertions\n", ["the reader's own assertions"]),
        ("except ValueError:", []),
        ("except BaseException:\n    raise\nexcept ValueError:", []),
    ],
)
def test_a_broad_handler_is_found_with_its_reason(handler: str, reasons: list[str]) -> None:
    assert [reason for _, reason in broad_handlers(f"try:\n    pass\n{handler}\n    pass\n")] == reasons


def test_no_cycle_is_hidden_from_the_import_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert not settings.get("exclude_type_checking_imports", False)
    assert all(not contract.get("ignore_imports") for contract in settings["contracts"])


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
