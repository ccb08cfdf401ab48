"""Let ``python -m patentdesk`` start the program."""

from __future__ import annotations

import sys

from patentdesk.app.main import main

sys.exit(main())
