from equifashion.web.state import GalleryItem, SessionState


def test_the_newest_newest_of_an_idea_is_found(make_idea, finish_idea):
    first, second = make_idea(0), make_idea(1)
    finished = GalleryItem(first, finish_idea(first))
    session = SessionState(ideas=[first, second], finished=[finished])
    assert session.newest_of(make_idea(0)) is finished
    assert session.newest_of(second) == GalleryItem(second)
    assert session.sheet_position(second) == 1
    assert session.find("nothing") is None
    assert session.find(first.id) is finished and session.find(finished.id) is finished


def test_results_join_what_was_made_before_once(make_idea):
    session = SessionState()
    for _ in range(2):
        session.set_results([GalleryItem(make_idea(0)), GalleryItem(make_idea(1))], [GalleryItem(make_idea(1))])
    assert [item.id for item in session.history] == [make_idea(1).id]
    assert session.find(make_idea(0).id) is not None and session.find("another") is None


def test_a_finished_design_takes_the_place_of_its_draft(make_idea, finish_idea):
    first, second = make_idea(0), make_idea(1)
    session = SessionState(ideas=[first, second], selected=GalleryItem(first))
    item, other = (GalleryItem(idea, finish_idea(idea)) for idea in (first, second))
    session.add_finished(item)
    session.add_finished(other)
    session.add_finished(item)
    assert session.finished == [item, other] and session.selected is item
