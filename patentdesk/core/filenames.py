"""Say the names of files as text that can be stored and shown, and how those of portfolios end."""

from __future__ import annotations

PORTFOLIO = ".pdesk"
"""The ending of a portfolio's name."""


def legible(name: str) -> str:
    """Return a file's name without bytes of another encoding: read as GB 18030 where they are that, else replaced.

    Systems that keep names as bytes hand on what is no UTF-8 as lone surrogates (PEP 383); archives packed by Chinese
    systems are where such names come from.
    """
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "replace").decode("utf-8")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
