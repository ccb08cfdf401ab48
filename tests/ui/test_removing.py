"""Remove patents in the window and bring them back."""

from __future__ import annotations


def test_selected_patents_are_removed_and_come_back(filled, settled):
    filled.go("portfolio")
    settled()
    panel = filled.panels["portfolio"]
    panel.table.selectRow(0)
    settled()
    filled.run("portfolio.remove")
    settled()
    assert len(filled.session.ids) == 2
    assert "1 patent removed" in " ".join(panel.bar.texts())
    filled.run("undo")
    settled()
    assert len(filled.session.ids) == 3
