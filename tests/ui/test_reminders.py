"""Test what tells of deadlines outside the docket: reminders, the tray, the overview and the badge."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSystemTrayIcon

from patentdesk.docketing.records import Deadline
from patentdesk.ui.panels.overview import DUE
from patentdesk.ui.settings import LEAD_DAYS, TRAY


def test_reminders_are_told_once_at_the_start_and_can_be_set(filled, settled, docket_panel):
    filled.go("portfolio")
    filled.around.settings.put(LEAD_DAYS, [3_650])
    filled.reminding._fresh = True
    filled.reminding.remind()
    settled()
    bar = filled.panels["portfolio"].bar
    assert any("lead time" in text for text in bar.texts())
    bar.clear("reminder")
    filled.reminding.remind()
    settled()
    assert not any("lead time" in text for text in bar.texts()), "told once"
    docket_panel.acts._keep_reminders({"lead": "60, 5", "mine": "on", "tray": "off"})
    assert filled.around.settings.get(LEAD_DAYS) == [60, 5]
    docket_panel.acts._keep_reminders({"lead": "often", "mine": "on", "tray": "off"})
    assert filled.around.settings.get(LEAD_DAYS) == [60, 5]


class _Tray(QSystemTrayIcon):
    """A tray that notes what it is asked to show: a screen without a desktop has none."""

    def __init__(self, icon) -> None:
        super().__init__(icon)
        self.told: list[tuple[str, str]] = []
        self.shown = False

    def setVisible(self, shown):  # noqa: N802 - Qt's name
        self.shown = shown

    def showMessage(self, title, text, *_rest):  # noqa: N802 - Qt's name
        self.told.append((title, text))


def test_the_tray_tells_each_reminder_once_and_only_where_it_is_wished(filled, settled):
    settings, reminding = filled.around.settings, filled.reminding
    settings.put(LEAD_DAYS, [3_650])
    settings.put(TRAY, False)
    reminding.tray = _Tray(filled.around.icon("docket", "accent"))
    reminding.remind()
    settled()
    assert (reminding.tray.told, reminding.tray.shown) == ([], False)
    settings.put(TRAY, True)
    reminding.remind()
    settled()
    ((title, text),) = reminding.tray.told
    assert title
    assert 1 <= len(text.splitlines()) <= 4
    assert reminding.tray.shown, "without an icon no message is shown"
    reminding.remind()
    settled()
    assert len(reminding.tray.told) == 1
    filled.go("portfolio")
    reminding.tray.messageClicked.connect(reminding._show_docket)
    reminding.tray.messageClicked.emit()
    assert filled.place == "docket"


def test_the_overview_counts_what_is_late_or_near_as_the_docket_does_and_shows_it_there(filled, settled, docket_panel):
    desk, overview = filled.session.desk, filled.panels["overview"]
    with desk.file.operation("late") as work:
        for one, grace_end in zip(docket_panel.items[:2], (None, date(2099, 1, 1)), strict=True):
            work.change(Deadline, one.deadline.id, due_date=date(2020, 1, 1), grace_end=grace_end)
    filled.go("overview")
    overview.refresh()
    settled()
    assert overview.cards["week"].title.text().startswith(docket_panel.lens._chips["week"].text().split("  ")[0])
    assert (overview.cards["week"].unit.text(), overview.cards["alive"].unit.text()) == ("deadlines", "patents")
    for name in DUE:
        shown = int(overview.cards[name].figure.text())
        overview.cards[name].click()
        settled()
        assert (filled.place, docket_panel.lens.bucket, len(docket_panel.items)) == ("docket", name, shown)
        assert shown >= 1 or name not in {"overdue", "grace"}
        filled.go("overview")


def test_the_badge_shows_what_waits_for_a_fact(filled, settled, docket_panel):
    filled.go("portfolio")
    filled.session.ask("status:granted")
    settled()
    filled.parts.top.problems.click()
    settled()
    assert (filled.place, docket_panel.lens.bucket, filled.session.query) == ("docket", "blocked", "")
    assert docket_panel.lens._chips["blocked"].isChecked()


def test_the_badge_opens_a_docket_that_nobody_looked_at_before(bench, settled, tmp_path):
    bench.session.create(tmp_path / "new.pdesk")
    settled()
    bench.parts.top.problems.click()
    settled()
    assert (bench.place, bench.panels["docket"].lens.bucket) == ("docket", "blocked")
