"""Give each verb of the command line one or two calls that help shows."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "window": ("window P.pdesk",),
    "demo": ("demo --out demo --no-pictures",),
    "new": ("new P.pdesk",),
    "import": (
        "import P.pdesk export.xlsx --member ACME --dry-run",
        "import P.pdesk list.csv --map Ref=application_number --office CN",
    ),
    "list": (
        'list P.pdesk -q "office:CN status:granted" --sort=-filing_date --limit 20',
        "list P.pdesk --as-of 2026-06-30 --out patents.xlsx",
    ),
    "edit": ("edit P.pdesk -q office:US --set responsible=Wang segment=battery --dry-run",),
    "differences": ("differences P.pdesk", "differences P.pdesk --told 3 4"),
    "names": ("names P.pdesk --least 90", 'names P.pdesk --join "ACME Ltd" "ACME Limited"'),
    "record": ("record P.pdesk CN202010000001.1 office_action_first 2026-11-20 --channel electronic",),
    "docket": (
        "docket P.pdesk --from 2026-12-01 --to 2027-02-28 --explain",
        "docket P.pdesk -q office:EP --out docket.ics",
    ),
    "date": (
        "date CN OA1=2026-05-06@post",
        "date CN filing=2022-03-01 grant=2024-05-10 --annuities --year 3-6 --paid 2026-03-20",
    ),
    "rules": (
        'rules P.pdesk --override CN-INV-OA-01 --set terms=corr:P3M@trigger --reason "house rule"',
        "rules P.pdesk --preview rules.csv",
    ),
    "fees": ("fees P.pdesk --years 2026-2030 --by office --currency EUR --out fees.xlsx",),
    "task": ("task P.pdesk list", "task P.pdesk done 12 --on 2026-11-20 --proof 2026112000017"),
    "pay": ("pay P.pdesk list --to 2027-03-31 --out pay.xlsx", "pay P.pdesk book pay.xlsx --dry-run"),
    "scenario": ("scenario P.pdesk --years 2026-2030 --drop office:US --reduce small=office:US",),
    "compare": ("compare P.pdesk agency.xlsx --out compared.xlsx",),
    "review": (
        'review P.pdesk create "Annuities 2027" --months 6',
        'review P.pdesk decide 1 DROP CN202010000001.1 --reason "not used"',
    ),
    "score": ("score P.pdesk -q segment:battery --model alliance --weight citations=20",),
    "indicator": ("indicator h_index citations=9,7,6,2,1",),
    "value": (
        "value P.pdesk -q segment:battery --on 2026-12-31 --out handout.xlsx",
        "value P.pdesk --method relief_from_royalty --method cost --limit 5 --dry-run",
    ),
    "worth": ("worth relief_from_royalty revenue=100,110 royalty=5% discount_rate=12%",),
    "assume": (
        'assume P.pdesk set royalty_rate --scope segment:battery --value 0.03 --source "licence 2025"',
        "assume P.pdesk list --scope segment:battery",
    ),
    "deals": ("deals P.pdesk list", "deals P.pdesk import deals.xlsx"),
    "rates": ('rates P.pdesk set USD 7.1 --on 2026-11-20 --source "PBOC"', "rates P.pdesk convert 100 USD --into CNY"),
    "values": ("values P.pdesk -q segment:battery", "values P.pdesk --calibration"),
    "pool": ("pool P.pdesk --income 4500000:CNY --admin 10% --by points --cap 40%",),
    "pages": ("pages P.pdesk pages.pdf -q segment:battery --limit 10",),
    "tie": ("tie P.pdesk add CN202010000001.1 licence --with ACME --from 2026-01-01 --to 2030-12-31",),
    "document": ("document P.pdesk add CN202010000001.1 receipt.pdf", "document P.pdesk list CN202010000001.1"),
    "handout": ("handout P.pdesk handout.xlsx --accept",),
    "verify": ("verify P.pdesk",),
    "backup": ("backup P.pdesk --out P-2026-11.pdesk",),
    "restore": ("restore P.pdesk P-2026-11.pdesk",),
    "undo": ("undo P.pdesk",),
    "redo": ("redo P.pdesk",),
    "journal": ("journal P.pdesk --limit 20",),
    "screens": ("screens P.pdesk --out pictures --lang en --theme dark",),
}
"""Verb → calls without the program's name; each is a command line that can be read."""
