"""Name the mark by which a workbook that the program handed out is known again: it is no list of patents."""

from __future__ import annotations

from enum import StrEnum

PROPERTY = "PatentDesk"
"""The document property that holds the mark; spreadsheet programs keep it."""


class HandoutMark(StrEnum):
    """What a workbook is; the value names the sentence that tells by which door it comes back."""

    PAYMENTS = "own_payments"
    REVIEW = "own_review"
    DOCKET = "own_docket"
    DEALS = "own_deals"
    ASSUMPTIONS = "own_assumptions"
    RULES = "own_rules"
    MODEL = "own_model"
    REPORT = "own_report"
    """Made for reading: nothing takes it back."""
