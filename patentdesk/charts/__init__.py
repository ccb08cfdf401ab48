"""Turn numbers into matplotlib figures."""

import logging

logging.getLogger("matplotlib").addHandler(logging.NullHandler())  # to the log, if there is one, never to the console
