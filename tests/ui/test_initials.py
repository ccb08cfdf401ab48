"""Test the first letters of pinyin."""

from __future__ import annotations

import pytest

from patentdesk.ui.initials import initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("导出清单…", "dcqd"),
        ("切换浅色/深色", "qhqsss"),
        ("校验文件", "xywj"),
        ("IPC 小类", "ipcxl"),
        ("啊座", "az"),
        ("Undo", "undo"),
        ("", ""),
        ("镕😀", ""),
    ],
)
def test_initials(text, letters):
    assert initials(text) == letters
