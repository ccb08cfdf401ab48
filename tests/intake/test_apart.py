"""Long lists are read by a process of their own: it says what would be said here, and nothing it does takes us down."""

import gzip
import multiprocessing
import os
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled
from patentdesk.intake import apart
from patentdesk.intake.apart import deliver
from patentdesk.intake.batches import unpack
from patentdesk.intake.delivery import Order, read_files
from patentdesk.intake.limits import Limits
from patentdesk.intake.packing import unpacked
from tests.intake import fallen

APART = Limits(at_hand_bytes=0)


class Told:
    """Keeps what is delivered, in the order in which it comes; progress aside."""

    def __init__(self, knows=()):
        self.all = []
        self.knows = dict(knows)
        self.processes = set()

    def open(self, *told):
        self.all.append(("open", told))

    def begin(self, file):
        self.file = file.name
        self.all.append(("begin", file))

    def know(self, digests):
        self.all.append(("know", list(digests)))
        return {digest: self.knows[digest] for digest in digests if digest in self.knows}

    def take(self, batch):
        drafts = unpack(batch.packed, self.file, batch.sheets, batch.numbers)
        self.all.append(("take", (batch._replace(packed=b""), drafts)))

    def show(self, table, packed):
        self.all.append(("show", (table, unpacked(packed))))

    def suggest(self, headers):
        self.all.append(("suggest", headers))

    def report(self, *_step):
        self.processes |= {child.pid for child in multiprocessing.active_children()}


def told(order, limits, **own):
    receiver = Told(**own)
    deliver(replace(order, limits=limits), receiver)
    return receiver


@pytest.fixture
def long_list(write_csv):
    rows = [[f"CN2018{serial:08d}", f"灯 {serial}"] for serial in range(20134418, 20134418 + 1_200)]
    return write_csv([["申请号", "专利名称"], *rows])


def test_a_process_of_its_own_tells_what_is_told_here(shared_data, words, write_csv, tmp_path):
    odd = write_csv([["Ref", "Thing"], ["CN201710601862.3", "电池"]], "odd.csv")
    real = [path for path in sorted(shared_data.rglob("*")) if path.is_file() and path.stat().st_size < 60_000]
    for paths in ([*real[::6], odd, shared_data / "epo_ops_xml"], [tmp_path / "missing.csv"]):
        order = Order(tuple(paths), words, member="启衡", show=True)
        there, here = told(order, APART), Told()
        read_files(order, here)
        assert bool(there.processes) == paths[0].exists()
        assert not here.processes
        assert there.all == here.all
    assert multiprocessing.active_children() == []


def test_rows_that_are_known_are_not_read_there_either(long_list, words):
    order, first = Order((long_list,), words), Told()
    read_files(order, first)
    digests = [digest for name, one in first.all if name == "know" for digest in one]
    assert len(set(digests)) == 1_200
    again = told(order, APART, knows=dict.fromkeys(digests[1:], 7))
    taken = [one for name, one in again.all if name == "take"]
    assert sum(len(batch.known) for batch, _ in taken) == 1_199
    assert [len(one) for one in taken[0][1][1:3]] == [2, 2]


def test_small_files_pay_no_process(words, write_csv):
    assert not told(Order((write_csv([["申请号"], ["CN201710601862.3"]]),), words), Limits()).processes


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv.gz", "list.zip", "list.xls", "folder"])
def test_what_is_packed_is_never_unpacked_here(tmp_path, words, monkeypatch, name):
    begins = {
        "xlsx": b"PK\x03\x04",
        "gz": gzip.compress(b"a,b\n"),
        "zip": b"PK\x05\x06",
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
        (path / "a.csv").write_text("a,b\n")
        (path / "b.csv").write_bytes(begins["gz"])
    else:
        path.write_bytes(begins[name.rpartition(".")[2]] + bytes(30))
    monkeypatch.setattr(apart, "_serve", fallen.gone)
    with pytest.raises(Refused) as caught:
        deliver(Order((path,), words), Told())
    assert caught.value.problem.code == "reader_ended"
    assert multiprocessing.active_children() == []


def test_a_process_that_ends_before_it_has_the_order_is_told_with_the_first_file(long_list, words, monkeypatch):
    monkeypatch.setattr(apart, "_serve", fallen.gone)
    with pytest.raises(Refused) as caught:
        deliver(Order((long_list,), words, mapping={f"h{n}": "title" for n in range(60_000)}, limits=APART), Told())
    assert (caught.value.problem.code, caught.value.problem.args) == ("reader_ended", {"file": "list.csv"})


@pytest.mark.skipif(os.name != "posix", reason="writes to the line as other systems do not frame it")
def test_a_process_that_is_taken_down_in_the_middle_of_a_message_is_told(long_list, words, monkeypatch):
    monkeypatch.setattr(apart, "_serve", fallen.cut_off)
    with pytest.raises(Refused) as caught:
        deliver(Order((long_list,), words, limits=APART), Told())
    assert (caught.value.problem.code, caught.value.problem.args) == ("reader_ended", {"file": "list.csv"})


@pytest.mark.parametrize("path", ["a\0b", "n" * 300 + ".csv", "/x" * 3_000])
def test_a_name_that_no_system_takes(words, path):
    for limits in (Limits(), APART):
        (file,) = [one for name, one in told(Order((Path(path),), words), limits).all if name == "begin"]
        assert file.problems[0].code in ("input_missing", "input_unreadable")


def test_what_a_process_sets_aside_goes_with_it(long_list, words, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(apart, "_serve", fallen.half_way)
    with pytest.raises(Refused):
        told(Order((long_list,), words), APART)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("patentdesk-")] == []


def test_calling_off_ends_the_process(long_list, words):
    class Impatient(Told):
        def take(self, _batch):
            raise Cancelled

    with pytest.raises(Cancelled):
        deliver(Order((long_list,), words, limits=APART), Impatient())
    assert multiprocessing.active_children() == []


def test_a_process_that_is_lost_is_told_with_the_file(long_list, words):
    class Killer(Told):
        def begin(self, _file):
            (child,) = multiprocessing.active_children()
            os.kill(child.pid, signal.SIGTERM)
            child.join()

    with pytest.raises(Refused) as caught:
        deliver(Order((long_list,), words, limits=APART), Killer())
    assert (caught.value.problem.code, caught.value.problem.args["file"]) == ("reader_ended", "list.csv")


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to its memory")
def test_more_memory_than_allowed_is_told_with_the_file(tmp_path, words):
    path = tmp_path / "large.csv"
    path.write_bytes(b"publication_number,title\n" + b"CN100000001A,battery\n" * 2_000_000)
    with pytest.raises(Refused) as caught:
        deliver(Order((path,), words, limits=Limits(memory_bytes=48 * 2**20)), Told())
    assert (caught.value.problem.code, caught.value.problem.args["file"]) == ("reader_full", "large.csv")
    assert multiprocessing.active_children() == []


def test_a_fault_of_the_program_is_raised_where_somebody_hears_of_it(long_list, words):
    broken = replace(words, statuses=None)
    with pytest.raises(AttributeError):
        deliver(Order((long_list.with_name("list.csv"),), broken, mapping={"专利名称": "status"}, limits=APART), Told())
