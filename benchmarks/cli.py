"""Measure how long the command line takes from start to answer, each verb in a process of its own.

Run: ``python benchmarks/cli.py [portfolio] [repeats]``; without a portfolio a demo is built in a temporary folder.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TODAY = ("--today", "2026-11-22")


def seconds(*words: str) -> float:
    """Return the seconds that one call takes. Raises CalledProcessError for wrong use and unusable files."""
    start = time.perf_counter()
    ran = subprocess.run([sys.executable, "-m", "patentdesk", *words], cwd=ROOT, capture_output=True, check=False)
    if ran.returncode > 1:
        raise subprocess.CalledProcessError(ran.returncode, words, ran.stdout, ran.stderr)
    return time.perf_counter() - start


def main(argv: list[str]) -> int:
    """Write the median of each verb to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        portfolio = argv[0] if argv else str(Path(folder) / "demo.pdesk")
        repeats = int(argv[1]) if len(argv) > 1 else 3
        if not argv:
            sys.stdout.write(f"demo           {seconds('demo', '--out', folder, '--no-pictures', *TODAY):7.2f} s\n")
        verbs = [(verb, portfolio, *TODAY) for verb in ("list", "docket", "fees", "score", "verify")]
        for words in [("--help",), *verbs]:
            median = statistics.median(seconds(*words) for _ in range(repeats))
            sys.stdout.write(f"{words[0]:<14} {median:7.2f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
