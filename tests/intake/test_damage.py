"""Real files with random damage end in rows or in a sentence, never in a crash, and no row is lost without a word."""

import io
import random
import zipfile

from benchmarks.damage import damaged, read_damaged

_SECONDS = 2
_LARGEST = 100_000


def test_damaged_files_end_in_rows_or_in_a_sentence(shared_data, words):
    files = sorted(path for path in shared_data.rglob("*") if path.is_file() and path.stat().st_size <= _LARGEST)
    found = read_damaged(files, words, _SECONDS, seed=20261122)
    assert found.faults == []
    assert found.tried > len(files)


def test_damage_is_done_by_chance_and_to_the_members_of_archives_too():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", "number\n" * 50)
    made = [damaged(packed.getvalue(), random.Random(seed)) for seed in range(30)]
    assert len(set(made)) > 20
    assert sum(zipfile.is_zipfile(io.BytesIO(data)) for data in made) > 10
