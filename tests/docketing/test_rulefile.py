import csv
import io
from datetime import date

import pytest

from patentdesk.core.periods import Period
from patentdesk.docketing.rulefile import CONDITIONS, read_rulebook
from patentdesk.docketing.rules import Rulebook, RuleKind

KINDS = {"filing": "fact", "office_action": "document", "reply": "act"}


@pytest.fixture(scope="module")
def row(library) -> dict[str, str]:
    found = next(row for row in library.rows("rules/CN.csv") if row["id"] == "CN-INV-OA-02")
    return found | {"closed_by": "reply"}


def read(*rows: dict[str, str]) -> Rulebook:
    return read_rulebook({"CN.csv": rows}, [], KINDS)


def test_a_row_reads(row) -> None:
    rule = read(row).of("CN")[0]
    assert (rule.id, rule.terms[0].period, rule.extension) == ("CN-INV-OA-02", Period.parse("P2M"), Period.parse("P2M"))
    assert rule.office_set


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("terms", "two months"),
        ("terms", ""),
        ("terms", "lunar:P2M@trigger"),
        ("trigger", "coffee_break"),
        ("kind", "wish"),
        ("state", "sleeping"),
        ("condition", "full_moon"),
        ("valid_from", "2024"),
        ("right_types", "trademark"),
        ("years", "3"),
        ("closed_by", "nothing"),
        ("selector", "weather"),
        ("grace", "6 months"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row, cell: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"CN\.csv, row 2 \(CN-INV-OA-02\)"):
        read(row | {cell: value})


def test_an_id_stands_once(row) -> None:
    with pytest.raises(ValueError, match=r"row 3 .*twice"):
        read(row, row)


def version(row, name: str, start: str, end: str) -> dict[str, str]:
    return row | {"id": name, "line": "L", "selector": "trigger", "valid_from": start, "valid_to": end}


@pytest.mark.parametrize(
    ("versions", "fault"),
    [
        ([("A", "", "2024-01-19"), ("B", "2024-01-19", "")], "overlap"),
        ([("A", "", ""), ("B", "2024-01-20", "")], "overlap"),
        ([("A", "", "2024-01-18"), ("B", "2024-01-20", "")], "no law between 2024-01-18 and 2024-01-20"),
        ([("A", "2023-01-01", "2024-01-19"), ("B", "", "2022-12-30")], "no law between"),
    ],
)
def test_a_line_neither_overlaps_nor_gaps(row, versions, fault: str) -> None:
    with pytest.raises(ValueError, match=f"rule line L: .*{fault}"):
        read(*(version(row, *given) for given in versions))


def test_a_line_in_order_reads(row) -> None:
    book = read(version(row, "B", "2024-01-20", ""), version(row, "A", "", "2024-01-19"))
    assert [rule.id for rule in book.of("CN") if rule.valid_on(date(2024, 1, 19))] == ["A"]
    assert [rule.id for rule in book.of("CN") if rule.valid_on(date(2024, 1, 20))] == ["B"]


def test_one_line_one_selector(row) -> None:
    versions = [version(row, "A", "", "2024-01-19"), version(row, "B", "2024-01-20", "") | {"selector": "filing"}]
    with pytest.raises(ValueError, match="different dates"):
        read(*versions)


def test_a_wrong_service_row_is_named() -> None:
    with pytest.raises(ValueError, match=r"service\.csv, row 2"):
        read_rulebook({}, [{"id": "X", "period": "15"}], KINDS)


class TestShippedRules:
    """The rules that the program ships."""

    def test_all_chinese_rows_are_carried(self, rulebook) -> None:
        ids = {rule.id for rule in rulebook.of("CN")} | {model.id for model in rulebook.service.models}
        general = {f"CN-GEN-{number:02}" for number in range(1, 17)}
        assert general <= ids
        assert len([rule for rule in rulebook.rules["CN"] if not rule.id.endswith(("-UM", "-R", "-D"))]) == 90

    def test_every_rule_tells_its_law_and_how_far_it_was_verified(self, rulebook) -> None:
        rules = [rule for rules in rulebook.rules.values() for rule in rules]
        assert len(rules) > 400
        assert [rule.id for rule in rules if not rule.citation and rule.kind is not RuleKind.NOTE] == []
        assert {rule.confidence for rule in rules} == {"primary", "secondary", "knowledge"}
        assert all(rule.confidence_text for rule in rules)

    def test_every_calendar_named_exists(self, rulebook, calendars) -> None:
        named = {rule.calendar for rules in rulebook.rules.values() for rule in rules}
        assert named - {"", "RO"} <= set(calendars.by_name)

    def test_every_condition_is_used_and_every_term_never_rolls(self, rulebook) -> None:
        rules = [rule for rules in rulebook.rules.values() for rule in rules]
        assert {rule.condition for rule in rules} == CONDITIONS
        assert [rule.id for rule in rules if rule.kind is RuleKind.TERM and rule.calendar] == []

    def test_tasks_and_events_have_names(self, library, rulebook) -> None:
        words = library.words("zh")
        rules = [rule for rules in rulebook.rules.values() for rule in rules]
        assert [rule.task for rule in rules if not words.has(f"task.{rule.task}")] == []
        assert [kind for kind in rulebook.event_classes if not words.has(f"event.{kind}")] == []

    def test_files_are_plain_tables(self, library) -> None:
        for name in library.names("rules", ".csv"):
            lines = list(csv.reader(io.StringIO(library.text(name))))
            assert {len(line) for line in lines} == {len(lines[0])}


def test_no_office_action_closes_a_reply_to_another(rulebook) -> None:
    actions = {"office_action_first", "office_action", "final_rejection"}
    rules = [rule for found in rulebook.rules.values() for rule in found if "reply" in rule.closed_by]
    assert rules
    assert [rule.id for rule in rules if actions & rule.closed_by] == []
