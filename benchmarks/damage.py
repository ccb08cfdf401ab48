"""Read every real file again and again with random damage; nothing may crash, hang or lose rows without a word.

``python benchmarks/damage.py FOLDER [SECONDS] [SEED]``. Damages bytes, and in archives the members themselves,
which are packed anew. Seconds are the processor's. Prints what came of it; ends with status 1 when a file did not end
in rows or in a sentence, or took long.
"""

from __future__ import annotations

import io
import logging
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT))

from patentdesk.core.problems import Refused
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.reading import Reading, read_all
from patentdesk.intake.sheets import is_blank
from patentdesk.services.importing import vocabulary
from patentdesk.services.library import Library

_LOG = logging.getLogger("benchmark")
_LONGEST = 60.0
"""Processor seconds that one file may take; the largest real one takes some ten undamaged."""
_SIGNS = (b'"', b"\x00" * 50, b"\r", b"\n" * 9, b"\xff\xfe", b"<!--", b"&x;", b"{[", b"'" * 9)
"""Signs that have a meaning in one format or another."""


@dataclass(slots=True)
class Found:
    """What came of the damaged files."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one kind of damage, chosen by chance; those of an archive sometimes inside its members."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        try:
            return _inside(data, chance)
        except (zipfile.BadZipFile, NotImplementedError, OSError):  # no whole archive: hurt from outside like any other
            pass
    return _hurt(data, chance)


def _hurt(data: bytes, chance: random.Random) -> bytes:
    hurt = bytearray(data)
    place = chance.randrange(len(hurt) or 1)
    kind = chance.randrange(6)
    if kind == 0:
        for _ in range(chance.choice((1, 3, 30, 300))):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    elif kind == 1:
        del hurt[place:]
    elif kind == 2:
        del hurt[place : place + chance.choice((1, 2, 100, 5_000))]
    elif kind == 3:
        hurt[place:place] = chance.randbytes(chance.choice((1, 2, 100, 5_000)))
    elif kind == 4:
        hurt[place : place + 400] = hurt[place // 2 : place // 2 + 400]
    else:
        hurt[place:place] = chance.choice(
            (b'"', b"\x00" * 50, b"\r", b"\n" * 9, b"\xff\xfe", b"<!--", b"&x;", b"{[", b"'" * 9)
        )
    return bytes(hurt)


def _inside(data: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        members = [member for member in archive.infolist() if not member.is_dir()]
        unlucky = chance.choice(members)
        for member in members:
            content = archive.read(member)
            made.writestr(member.filename, _hurt(content, chance) if member is unlucky and content else content)
    return packed.getvalue()


def read_damaged(files: Sequence[Path], words: Vocabulary, seconds: float, seed: int) -> Found:
    """Read the files in turn, damaged each time otherwise, for so many seconds of the processor."""
    chance = random.Random(seed)
    found = Found()
    end = time.process_time() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for path in _in_turn(files, chance):
            if time.process_time() > end:
                return found
            target = Path(folder) / path.name
            target.write_bytes(damaged(path.read_bytes(), chance))
            _look(target, words, found, f"{path.name}, seed {seed}, file {found.tried}")
            target.unlink()
    return found


def _in_turn(files: Sequence[Path], chance: random.Random) -> Iterator[Path]:
    while files:
        yield from chance.sample(list(files), len(files))


def _look(path: Path, words: Vocabulary, found: Found, name: str) -> None:
    found.tried += 1
    begun = time.process_time()
    try:
        for reading in read_all(path, words):
            rows = sum(1 for _ in reading.drafts())
            found.outcomes["rows" if rows else "sentence"] += 1
            if rows < _held(reading) or (not rows and not reading.problems):
                found.faults.append(f"{name}: {rows} of {_held(reading)} rows, {len(reading.problems)} problems")
    except Refused as refused:
        found.outcomes["refused"] += 1
        found.outcomes[refused.problem.code] += 1
    except Exception as error:  # noqa: BLE001 - a crash is what this looks for: it is listed, and the run goes on
        found.faults.append(f"{name}: {type(error).__name__}: {error}")
    took = time.process_time() - begun
    found.slowest = max(found.slowest, (took, name))
    if took > _LONGEST:
        found.faults.append(f"{name}: {took:.0f} s")


def _held(reading: Reading) -> int:
    """Count the rows that hold text below a header, or documents, by another way than that of the reader."""
    if reading.documents is not None:
        return len(reading.documents.documents)
    return sum(not is_blank(row) and not table.is_header_again(row)
               for table in reading.tables for row in table.sheet.after(table.first))  # fmt: skip


def main(arguments: list[str]) -> int:
    """Damage the files of a folder for a while."""
    files = sorted(path for path in Path(arguments[0]).rglob("*") if path.is_file())
    seconds = float(arguments[1]) if len(arguments) > 1 else 300.0
    seed = int(arguments[2]) if len(arguments) > 2 else random.randrange(10**6)
    found = read_damaged(files, vocabulary(Library(_ROOT / "resources")), seconds, seed)
    for fault in found.faults:
        _LOG.error("%s", fault)
    _LOG.info("%d damaged files: %s; slowest %.1f s (%s); %d faults", found.tried, dict(found.outcomes), *found.slowest,
              len(found.faults))  # fmt: skip
    return 1 if found.faults else 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main(sys.argv[1:]))
