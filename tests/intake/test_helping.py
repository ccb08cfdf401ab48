"""The rows of a long list are read by two processes: they say together what one says, in the same order."""

import multiprocessing
import os
from dataclasses import replace

import pytest

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled
from patentdesk.intake.apart import deliver
from patentdesk.intake.batches import unpack
from patentdesk.intake.delivery import Order, read_files
from patentdesk.intake.limits import Limits

TOGETHER = Limits(at_hand_bytes=0, alone_bytes=0)
SEVERAL = (os.cpu_count() or 1) > 1
HELPING = "helping to read"


class Told:
    """Keeps what is told of files and rows, in the order in which it comes."""

    def __init__(self, knows=()):
        self.files = []
        self.rows = []
        self.problems = []
        self.members = set()
        self.digests = []
        self.knows = dict(knows)
        self.processes = set()

    def open(self, *_told):
        pass

    def begin(self, file):
        self.files.append(file)

    def know(self, digests):
        self.digests += digests
        return {digest: self.knows[digest] for digest in digests if digest in self.knows}

    def take(self, batch):
        start = len(self.rows)
        drafts = unpack(batch.packed, self.files[-1].name, batch.sheets, batch.numbers)
        self.rows += zip(batch.sheets, batch.numbers, batch.keys, drafts, strict=True)
        self.problems += [(start + place, told) for place, told in batch.problems.items()]
        self.members |= batch.members

    def show(self, _table, _packed):
        pass

    def suggest(self, _headers):
        pass

    def report(self, *_step):
        self.processes |= {child.name for child in multiprocessing.active_children()}


def read_together(order, **own):
    receiver = Told(**own)
    deliver(replace(order, limits=TOGETHER), receiver)
    assert receiver.processes == ({"reading", HELPING} if SEVERAL else {"reading"})
    assert multiprocessing.active_children() == []
    return receiver


def lines(count):
    """Return rows in which here and there something is wrong."""
    for serial in range(20134418, 20134418 + count):
        day = "2018-02-30" if serial % 7 == 0 else f"2018-02-{serial % 28 + 1:02d}"
        applicants = f"企业{serial % 9}有限公司；云麓大学"
        yield [f"CN2018{serial:08d}", f"灯 {serial}", day, applicants, "外星局" if serial % 11 == 0 else "中国", "启衡"]


ROWS = 2_200
HEADERS = ["申请号", "专利名称", "申请日", "申请人", "受理局", "成员单位"]


@pytest.fixture
def long_list(write_csv):
    rows = [*lines(ROWS)]
    rows[700] = HEADERS
    rows[1_200] = [""] * 6
    rows[1_700] = ["", "ohne Nummer", "", "", "", ""]
    return write_csv([HEADERS, *rows])


@pytest.fixture
def folder(long_list, write_csv, tmp_path):
    """Return a folder with the long list, and another one whose rows one process must read."""
    damaged = write_csv([HEADERS, *lines(600)], "damaged.csv")
    text = damaged.read_text("utf-8").replace("灯 20134999", '"灯 20134999', 1)
    damaged.write_text(text, "utf-8")
    made = tmp_path / "folder"
    made.mkdir()
    for name, path in (("a.csv", long_list), ("b.csv", damaged)):
        path.rename(made / name)
    return made


def test_two_processes_say_what_one_says_in_the_same_order(folder, words):
    order, here = Order((folder,), words), Told()
    read_files(order, here)
    together = read_together(order)
    assert len(here.files) == 2
    assert len(here.rows) > ROWS
    assert any(problem.code == "quote_never_closed" for _, told in here.problems for problem in told)
    assert together.rows == here.rows
    assert together.problems == here.problems
    assert (together.files, together.members, together.digests) == (here.files, here.members, here.digests)


def test_rows_that_are_known_are_read_by_nobody(long_list, words):
    order, first = Order((long_list,), words), Told()
    read_files(order, first)
    assert len(first.rows) == ROWS - 2
    known = dict.fromkeys(first.digests[:1_150], 7)
    again = read_together(order, knows=known)
    assert [len(row[3]) for row in again.rows[:1_150]] == [2] * 1_150
    assert again.rows[1_150:] == first.rows[1_150:]


@pytest.mark.skipif(not SEVERAL, reason="one processor: one process reads")
def test_a_helper_that_is_lost_is_told_with_the_file(long_list, words):
    class Killer(Told):
        def begin(self, _file):
            (child,) = [one for one in multiprocessing.active_children() if one.name == HELPING]
            child.kill()
            child.join()

    with pytest.raises(Refused) as caught:
        deliver(Order((long_list,), words, limits=TOGETHER), Killer())
    assert (caught.value.problem.code, caught.value.problem.args["file"]) == ("reader_ended", "list.csv")
    assert multiprocessing.active_children() == []


def test_calling_off_ends_both(long_list, words):
    class Impatient(Told):
        def take(self, _batch):
            raise Cancelled

    with pytest.raises(Cancelled):
        deliver(Order((long_list,), words, limits=TOGETHER), Impatient())
    assert multiprocessing.active_children() == []


def test_a_fault_of_the_program_in_the_helper_is_raised_where_somebody_hears_of_it(long_list, words):
    broken = replace(words, statuses=None)
    with pytest.raises(AttributeError):
        deliver(Order((long_list,), broken, mapping={"专利名称": "status"}, limits=TOGETHER), Told())
    assert multiprocessing.active_children() == []
