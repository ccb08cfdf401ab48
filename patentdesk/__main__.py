"""Let ``python -m patentdesk`` start the program."""

from __future__ import annotations

import sys

if getattr(sys, "frozen", False):
    from multiprocessing import freeze_support

    freeze_support()  # a frozen program starts itself again to read lists and to draw charts; does not return there

from patentdesk.app.main import main

sys.exit(main())
