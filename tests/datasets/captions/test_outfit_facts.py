import numpy as np
import pytest

from equifashion.datasets.captions import english_words, vietnamese_words
from equifashion.datasets.captions.facts import GarmentFacts
from equifashion.datasets.captions.grammar import captions
from equifashion.datasets.captions.moods import fitting_moods
from equifashion.datasets.captions.outfits import facts_of_outfit
from equifashion.garments.figure.body import BODY_SHAPES, PRESENTATIONS, SHOES, Figure, Stance
from equifashion.garments.on_figure.outfit import Garment, Outfit
from equifashion.garments.textiles import WEAVES, Fabric
from equifashion.vocabulary import CATEGORIES, COLOURS


def cloth(colour: str, weave: str = "plain") -> Fabric:
    return Fabric(weave, ("#{:02x}{:02x}{:02x}".format(*COLOURS[colour]),))


SKIRT = Garment("skirt", "short", "a-line", cloth("red", "satin"), hem="straight")
SHIRT = Garment(
    "shirt", "medium", "regular", cloth("white"), "long", "set-in", "shirt collar", "curved", tucked=True
)
COAT = Garment("coat", "long", "regular", cloth("navy", "twill"), "long", "raglan", "notched lapel", "straight")
OPEN_COAT = Garment("coat", "long", "loose", cloth("navy"), "long", "raglan", "notched lapel", opened=True)


def test_a_garment_s_words_are_taken_over():
    (facts,) = facts_of_outfit(Outfit((SKIRT,))).garments
    assert facts == GarmentFacts(
        "skirt", ("red",), "satin", "satin", length="short", silhouette="a-line", hem="straight"
    )


def test_a_tucked_in_top_hides_its_hem():
    shirt = facts_of_outfit(Outfit((SKIRT, SHIRT), main=1)).garments[1]
    assert (shirt.length, shirt.hem) == ("", "")
    assert (shirt.sleeve_length, shirt.collar, shirt.tucked) == ("long", "shirt collar", True)


def test_an_open_coat_hides_sleeves_only():
    skirt, shirt, coat = facts_of_outfit(Outfit((SKIRT, SHIRT, OPEN_COAT), main=2)).garments
    assert not skirt.hidden and skirt.length == "short"
    assert (shirt.sleeve_length, shirt.sleeve_type) == ("", "") and shirt.collar == "shirt collar"
    assert coat.opened and coat.sleeve_type == "raglan"


def test_a_closed_coat_hides_what_ends_above_its_hem():
    skirt, shirt, coat = facts_of_outfit(Outfit((SKIRT, SHIRT, COAT), main=2)).garments
    assert skirt.hidden and not shirt.hidden and not coat.hidden
    assert (shirt.collar, shirt.silhouette) == ("shirt collar", "")
    maxi = Garment("skirt", "extra-long", "a-line", cloth("red"))
    assert not facts_of_outfit(Outfit((maxi, SHIRT, COAT), main=2)).garments[0].hidden


def test_a_trim_colours_the_collar_or_the_belt():
    trim = "#{:02x}{:02x}{:02x}".format(*COLOURS["white"])
    dress = Garment(
        "dress", "long", "flared", cloth("red"), "short", "puff", "Peter Pan collar", trim=trim, belted=True
    )
    (facts,) = facts_of_outfit(Outfit((dress,))).garments
    assert (facts.collar_colour, facts.belt_colour, facts.belted) == ("white", "white", True)


@pytest.mark.parametrize(("tone", "skin"), [(1, "light"), (3, "light"), (4, "medium"), (7, "deep"), (10, "deep")])
def test_the_wearer(tone, skin):
    figure = Figure(skin_tone=tone, shape="pear", presentation="masculine")
    wearer = facts_of_outfit(Outfit((SKIRT,)), figure, Stance("runway walk")).wearer
    assert (wearer.skin, wearer.shape, wearer.presentation, wearer.motion) == (skin, "pear", "masculine", "walking")
    assert facts_of_outfit(Outfit((SKIRT,)), figure, Stance(seated=True)).wearer.motion == "seated"


def test_every_figure_can_be_told():
    random = np.random.default_rng(0)
    for shape in BODY_SHAPES:
        for presentation in PRESENTATIONS:
            for shoes in SHOES:
                figure = Figure(shape=shape, presentation=presentation, shoes=shoes)
                facts = facts_of_outfit(Outfit((SKIRT,)), figure)
                assert captions(facts, random) and captions(facts, random, language="vi")


def test_every_motif_worded_is_one_that_cloth_has():
    motifs = {motif for weave in WEAVES.values() for motif in weave.motifs}
    assert set(english_words.MOTIF_WORDS) <= motifs and set(vietnamese_words.MOTIF_WORDS) <= motifs


def test_moods_suit_the_garment():
    random = np.random.default_rng(1)
    gown = GarmentFacts("evening gown", ("red",), "sequinned")
    moods = [fitting_moods((gown,), 0, random) for _ in range(30)]
    assert {mood["occasion"] for mood in moods} <= {("gala",), ("wedding",)}
    assert {mood["style"] for mood in moods} == {("elegant",), ("glamorous",)}
    assert {mood["effect"] for mood in moods} == {("shimmering",)}


def test_moods_only_where_asked_for():
    assert facts_of_outfit(Outfit((SHIRT,))).styles == ()
    assert facts_of_outfit(Outfit((SHIRT,)), random=np.random.default_rng(2)).styles != ()


def test_every_category_has_a_mood():
    random = np.random.default_rng(3)
    for name in CATEGORIES:
        moods = fitting_moods((GarmentFacts(name),), 0, random)
        assert moods["style"] or moods["occasion"], name
