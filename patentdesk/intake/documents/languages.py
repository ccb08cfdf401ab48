"""Tell apart titles and abstracts by language: the office's own, and English."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OWN = {
    "CN": "zh", "TW": "zh", "HK": "zh", "MO": "zh", "JP": "ja", "KR": "ko", "DE": "de", "AT": "de", "FR": "fr",
    "ES": "es", "IT": "it", "RU": "ru", "BR": "pt", "PT": "pt", "NL": "nl",
}  # fmt: skip
_SCRIPTS = (("ja", "[\u3040-\u30ff]"), ("ko", "[\uac00-\ud7a3]"), ("zh", "[\u3400-\u9fff]"), ("ru", "[\u0400-\u04ff]"))
_WORDS = {
    "en": "a an and apparatus by device for from having in is method of or process system the to used using with",
    "de": "das dem den der des die ein eine einem einer fahrzeug für im mit oder sowie und verfahren von zum zur",
    "fr": "au aux avec comprenant d dans de des dispositif du en et l la le les ou par pour procédé un une",
    "es": "con de del dispositivo el en la las los para por procedimiento que se un una y",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of(text: str) -> str:
    """Return the language of a short text by its script, then by its small words; English where nothing tells."""
    for language, script in _SCRIPTS:
        if re.search(script, text):
            return language
    words = re.findall(r"[^\W\d_]+", text.casefold())
    scores = {language: sum(word in known for word in words) for language, known in _KNOWN.items()}
    best = max(scores, key=scores.__getitem__)
    if scores[best] == scores["en"]:
        foreign = re.search("[äöüßéèêàçñ]", text.casefold())
        return "de" if foreign and foreign.group() in "äöüß" else "fr" if foreign else "en"
    return best


def titles(office: str, written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ``title`` in the office's language (else English, else any) and ``title_en`` from (language, text)."""
    return _sorted("title", office, written)


def abstracts(office: str, written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ``abstract`` and ``abstract_en`` in the same way."""
    return _sorted("abstract", office, written)


_USUAL = {("EP", 3): ("de", "fr", "en"), ("WO", 2): ("fr", "en")}
"""The order in which these offices' Latin titles stand where nothing states their language."""


def _sorted(name: str, office: str, written: Iterable[tuple[str, str]]) -> dict[str, str]:
    told = [(stated.casefold()[:2], text) for stated, text in written if text]
    order = _USUAL.get((office, len(told)), ()) if not any(stated for stated, _ in told) else ()
    if not all(language_of(text) in _WORDS for _, text in told):
        order = ()
    known: dict[str, str] = {}
    for place, (stated, text) in enumerate(told):
        known.setdefault(stated or (order[place] if order else language_of(text)), text)
    found = {}
    own = _OWN.get(office, "en")
    if chosen := known.get(own) or known.get("en") or next(iter(known.values()), ""):
        found[name] = chosen
    if "en" in known:
        found[f"{name}_en"] = known["en"]
    return found
