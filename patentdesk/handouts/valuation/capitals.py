"""Write an amount in Chinese capitals (大写), as text and as live formulas."""

from __future__ import annotations

from dataclasses import dataclass

from patentdesk.handouts.valuation.book import Sheet

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = {0: "元", 4: "万", 8: "亿"}
PLACES = 12


def _piece(amount: int, place: int) -> str:
    """Return the part of the text that one decimal place gives."""
    digit = amount // 10**place % 10
    above = amount // 10 ** (place + 1)
    text = ""
    if digit:
        text = ("零" if above and above % 10 == 0 else "") + DIGITS[digit] + _UNITS[place % 4]
    group = _GROUPS.get(place, "")
    filled = place == 0 or amount // 10**place % 10_000 > 0
    return text + (group if filled else "")


def in_capitals(amount: int) -> str:
    """Return whole yuan in Chinese capitals, such as 壹拾万零伍佰元整; amounts from 0 to below 10 ** 12."""
    if amount == 0:
        return "零元整"
    return "".join(_piece(amount, place) for place in range(PLACES - 1, -1, -1)) + "整"


@dataclass(frozen=True, slots=True)
class CapitalsTable:
    """A table that spells the amount in its first cell place by place; the last cell holds the text."""

    sheet: Sheet
    row: int
    column: int

    def write(self, amount_formula: str, amount: float, heads: tuple[str, str, str]) -> str:
        """Write the table with stored results; returns the reference to the text.

        The digits' names stand beside the table, so that every piece is a plain look-up.
        """
        sheet, row, column = self.sheet, self.row, self.column
        whole = int(amount + 0.5)
        for offset, head in enumerate(heads):
            sheet.put(row, column + offset, head, "text", "head")
        sheet.put(row, column + 3, "", "text", "head")
        sheet.formula(row + 1, column, f"INT({amount_formula}+0.5)", whole, "count")
        for digit, name in enumerate(DIGITS):
            sheet.put(row + 1 + digit, column + 3, name)
        total = sheet.ref(row + 1, column).split("!")[1]
        digits = sheet.ref(row + 1, column + 3, last=(row + 10, column + 3)).split("!")[1]
        cells = []
        for place in range(PLACES - 1, -1, -1):
            here = row + PLACES - place
            sheet.put(here, column + 1, place, "count")
            sheet.formula(here, column + 2, _piece_formula(total, digits, place), _piece(whole, place), "general")
            cells.append(sheet.ref(here, column + 2).split("!")[1])
        text = f'IF({total}=0,"零元整",{"&".join(cells)}&"整")'
        end = row + PLACES + 1
        sheet.formula(end, column + 2, text, in_capitals(whole), "general")
        return sheet.ref(end, column + 2)


def _piece_formula(total: str, digits: str, place: int) -> str:
    digit = f"MOD(INT({total}/10^{place}),10)"
    above = f"INT({total}/10^{place + 1})"
    zero = f'IF(AND({above}>0,MOD({above},10)=0),"零","")'
    text = f'IF({digit}>0,{zero}&INDEX({digits},{digit}+1)&"{_UNITS[place % 4]}","")'
    group = _GROUPS.get(place)
    if not group:
        return text
    filled = "元" if place == 0 else f'IF(MOD(INT({total}/10^{place}),10000)>0,"{group}","")'
    return f'{text}&"{filled}"' if place == 0 else f"{text}&{filled}"
