"""Name the steps of the journal in the user's language."""

from __future__ import annotations

from string import Formatter

from patentdesk.store.file import Operation
from patentdesk.ui.tongue import Tongue


def step_title(say: Tongue, step: Operation) -> str:
    """Return what a step did; an undo or redo names the step that it acted upon."""
    named = str(step.args.get("verb", "")) if step.reverses is not None else ""
    title = _filled(say, step.verb, step.args)
    return f"{title}: {_filled(say, named, step.args)}" if named else title


def _filled(say: Tongue, verb: str, args: object) -> str:
    key = f"verb.{verb}"
    if not say.words.has(key):
        return verb.replace("_", " ")
    known = dict(args) if isinstance(args, dict) else {}
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(say.words.entries[key]["en"]) if name}
    return say(key, **{name: known.get(name, "") for name in wanted})
