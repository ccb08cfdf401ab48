"""The process that draws ends without a word when the window is gone, whatever it was doing."""

import os
from multiprocessing import Pipe

import pytest

from patentdesk.charts.serving import serve


@pytest.mark.skipif(os.name != "posix", reason="writes to the line as other systems do not frame it")
@pytest.mark.parametrize("sent", [b"", b"\0\0", (100_000).to_bytes(4, "big") + b"half of the words"])
def test_a_window_that_goes_in_the_middle_of_a_message_ends_the_drawing(sent):
    window, drawing = Pipe()
    os.write(window.fileno(), sent)
    window.close()
    serve(drawing)
    drawing.close()


def test_a_window_that_goes_while_its_chart_is_drawn_ends_the_drawing():
    window, drawing = Pipe()
    window.send({})
    window.send(_NoRequest())
    window.close()
    serve(drawing)
    drawing.close()


class _NoRequest:
    """What cannot be drawn, which is an answer too."""

    language = "en"
