import io
import re

from equifashion.datasets.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_last_call_is_always_told():
    log = io.StringIO()
    with ProgressLine("records", log) as progress:
        for done in range(1, 101):
            progress(done, 100)
    assert re.fullmatch(r"100/100 records · [\d.]+ a second · 0 s left\n", log.getvalue())


def test_a_terminal_shows_one_line():
    terminal = Terminal()
    with ProgressLine("blocks", terminal) as progress:
        progress(3, 3)
    assert terminal.getvalue().startswith("\r3/3 blocks") and terminal.getvalue().endswith("\n")
    assert terminal.getvalue().count("\n") == 1


def test_speed_counts_only_what_was_made_now():
    log = io.StringIO()
    progress = ProgressLine("records", log)
    progress(1000, 1000, 0)
    assert "· 0.0 a second" in log.getvalue()
