"""Kill the program at random instants: the file opens, the last finished operation is there, no half one is."""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.records import Event, Patent
from patentdesk.store.file import PortfolioFile

CLOCK = FixedClock(date(2026, 1, 5))
ROUNDS = 5
WORKER = """
import sys
from datetime import date
from pathlib import Path
from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.records import Event, Patent
from patentdesk.store.file import PortfolioFile

file = PortfolioFile.open(Path(sys.argv[1]), clock=FixedClock(date(2026, 1, 5)), user="worker")
number = int(sys.argv[2])
while True:
    number += 1
    with file.operation("step", number=number) as work:
        ids = work.add_all([Patent(title=f"电池 {number}", note=str(number)) for _ in range(20)])
        work.add_all([Event(patent_id=patent_id, kind="filing") for patent_id in ids])
        work.change_many(Patent, ids, status="granted")
    if number % 7 == 0:
        file.undo()
        file.redo()
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def test_killed_at_any_instant(tmp_path: Path) -> None:
    path = tmp_path / "p.pdesk"
    PortfolioFile.create(path, clock=CLOCK, user="li").close()
    chance = random.Random(20260105)
    last = 0
    for _ in range(ROUNDS):
        told = _work_and_kill(path, last, lines=chance.randint(1, 15), spins=chance.randint(0, 200_000))
        with PortfolioFile.open(path, clock=CLOCK, user="li") as file:
            assert file.verify() == []
            steps = [entry for entry in file.journal(10_000) if entry.verb == "step"]
            last = max(int(str(entry.args["number"])) for entry in steps)
            assert last >= told
            with file.reading() as reader:
                standing = sum(not entry.undone for entry in steps)
                assert standing >= len(steps) - 1
                assert reader.count(Patent, status="granted") == reader.count(Patent) == standing * 20
                assert reader.count(Event) == standing * 20


def _work_and_kill(path: Path, last: int, lines: int, spins: int) -> int:
    """Let a process work, kill it a little after so many finished steps; return the last step that it told of."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", WORKER, str(path), str(last)]
    here = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=here, text=True) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(lines)]
        for _ in range(spins):
            pass
        process.kill()
    return told[-1]
