from PIL import Image

from equifashion.web import status

EVIL = '<img src=x onerror="alert(1)">'


def test_no_text_becomes_markup():
    made = [
        status.plain(EVIL),
        status.alert(EVIL),
        status.busy(EVIL),
        status.state("ready", EVIL),
        status.caption(EVIL),
        status.notices([EVIL]),
        status.progress(EVIL, 1, 8, []),
    ]
    assert all("<img" not in text and 'onerror="' not in text for text in made)


def test_refusals_interrupt_and_the_rest_waits():
    assert 'role="alert"' in status.alert("No.")
    assert 'role="status"' in status.plain("Yes.")


def test_nothing_to_notice_takes_no_room():
    assert status.notices([]) == ""
    assert status.notices(("a", "b")).count("<li>") == 2


def test_progress_shows_a_picture_for_each_step():
    picture = status.thumbnail(Image.new("RGB", (256, 384), "red"))
    shown = status.progress("Step 2 of 8", 2, 8, [picture, picture])
    assert shown.count("<img") == 2
    assert 'max="8" value="2"' in shown
    assert len(picture) < 8000, "small enough to send every step"
