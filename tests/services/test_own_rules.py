"""The portfolio's own rules within its docket."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Event
from patentdesk.services import docket, history, own_rules
from patentdesk.services.desk import Desk
from patentdesk.services.reasons import steps_of
from tests.services.dockets import add, refusal, stored

TODAY = date(2026, 1, 5)


class TestOwnRules:
    """Rules that the portfolio carries beside the official ones."""

    ROW: ClassVar[dict[str, str]] = {
        "id": "OUR-1", "office": "CN", "kind": "act", "weight": "hard", "task": "reply", "state": "pending",
        "trigger": "office_action", "terms": "corr:P45D@trigger", "roll": "CN", "replaces": "CN-INV-OA-02",
        "reason": "agency",
    }  # fmt: skip

    def test_it_is_taken_named_in_the_journal_and_undone(self, desk: Desk) -> None:
        patent = add(desk)
        docket.record(desk, [patent], Event(kind="office_action", event_date=date(2025, 12, 1)))
        (official,) = stored(desk, "CN-INV-OA-02")
        foreseen = own_rules.preview(desk, [self.ROW])
        assert stored(desk, "CN-INV-OA-02") == [official]
        found = own_rules.add_rules(desk, [self.ROW])
        assert found.counts == foreseen.counts == {"new": 1, "moved": 0, "gone": 1, "met": 0}
        assert stored(desk, "CN-INV-OA-02") == []
        (own,) = stored(desk, "OUR-1")
        assert own.due_date == date(2026, 1, 15)
        assert "+" in str(desk.file.journal(1)[0].args["law"])
        assert [step["args"]["reason"] for step in steps_of(desk, [own])[own.uid] if step["code"] == "own_rule"]
        assert not docket.recompute(desk)
        history.undo(desk)
        assert stored(desk, "CN-INV-OA-02") == [official]
        assert own_rules.own_rules(desk) == []

    def test_an_override_moves_dates_and_removal_moves_them_back(self, desk: Desk, tmp_path: Path) -> None:
        patent = add(desk)
        docket.record(desk, [patent], Event(kind="office_action", event_date=date(2025, 12, 1)))
        found = own_rules.override(desk, "CN-INV-OA-02", {"terms": "corr:P1M@trigger"}, "house rule")
        assert [(one.rule_id, one.reason) for one in found.moved] == [("CN-INV-OA-02", "law_changed")]
        assert own_rules.export_rules(desk, tmp_path / "own.csv") == 1
        back = own_rules.remove_rules(desk, ["CN-INV-OA-02"])
        assert [(one.before, one.after) for one in back.moved] == [(found.moved[0].after, found.moved[0].before)]
        again = own_rules.add_rules(desk, own_rules.read_rules(tmp_path / "own.csv"))
        assert [one.after for one in again.moved] == [found.moved[0].after]

    @pytest.mark.parametrize(
        "change", [{"reason": ""}, {"replaces": "CN-NOTHING"}, {"terms": "two months"}, {"colour": "red"}]
    )
    def test_one_that_contradicts_is_refused_and_nothing_stored(self, desk: Desk, change: dict[str, str]) -> None:
        with pytest.raises(Refused) as refused:
            own_rules.add_rules(desk, [{**self.ROW, **change}])
        assert refusal(refused) == "own_rules_wrong"
        assert own_rules.own_rules(desk) == []
