"""What drafts cannot show of a brief, and how its words were read, in plain sentences."""

from dataclasses import dataclass

from equifashion.compositing.fabric_selection import laid_words
from equifashion.design import DesignBrief
from equifashion.garments.flat.sketch import sample_flat
from equifashion.prompts.presentation import asks_for_drawing, names_figure, wants_figure
from equifashion.prompts.training_vocabulary import to_training_vocabulary


@dataclass(frozen=True)
class Abilities:
    """What drafts are capable of.

    Attributes:
        figures: whether they can show a figure that wears the outfit.
        fabric_overlay: whether cloth is laid over what was drawn.
        part_segmenter: whether clothes and skin can be told apart.
    """

    figures: bool
    fabric_overlay: bool
    part_segmenter: bool


def draft_notices(brief: DesignBrief, able: Abilities, *, finished_elsewhere: bool) -> tuple[str, ...]:
    """The sentences, as ``DraftBackend.notices`` gives them.

    Args:
        brief: the brief.
        able: what the drafts are capable of.
        finished_elsewhere: whether another model finishes, which may know more.
    """
    translation = to_training_vocabulary(brief.prompt, draws_figures=able.figures, figure=wants_figure(brief))
    found = [f"Read “{repair.before}” as “{repair.after}”." for repair in translation.repairs]
    if translation.reworded:
        found.append(f"{'The drafts' if finished_elsewhere else 'These weights'} are told “{translation.text}”.")
    worn = able.figures and wants_figure(brief)
    if translation.companion:
        where = "in the drafts the figure" if finished_elsewhere else "the figure"
        found.append(f"You left the rest of the outfit open: {where} also wears {translation.companion}.")
    covered = brief.fabric is not None and brief.fabric_weight > 0 and not worn  # by the swatch
    lays = able.fabric_overlay and not covered and not (worn and not able.part_segmenter)
    laid = laid_words(brief.prompt, worn) if lays else ()
    if laid and not worn:
        listed = ", ".join(f"“{word}”" for word in laid)
        where = "the drafts' garment" if finished_elsewhere else "the garment"
        found.append(f"The cloth of {listed} is drawn and laid over {where}; a swatch lays your own.")
    if unlearned := [word for word in translation.unlearned if word not in laid]:
        listed = ", ".join(f"“{word}”" for word in unlearned)
        found.append(
            f"The drafts cannot show {listed} yet; finishing looks at the whole prompt."
            if finished_elsewhere
            else f"These weights have not learned to show {listed}; the other words still count."
        )
    open_cut = brief.followed_sketch is None and sample_flat(brief.prompt, 0, 0) is None
    if asks_for_drawing(brief) and (open_cut or brief.sketch_weight == 0):
        where = "the drafts show it" if finished_elsewhere else "it is shown"
        found.append(f"Nothing says how it is cut, so that {where} as in a photograph: a sketch of yours is inked.")
    if worn and brief.fabric is not None and brief.fabric_weight > 0 and not able.part_segmenter:
        found.append("These weights cannot tell clothes from skin: figures get the fabric's colours alone.")
    if names_figure(brief) and not able.figures:
        found.append(
            "The drafts show garments lying flat; finishing draws the figure."
            if finished_elsewhere
            else "These weights have not learned to draw figures yet: the garment is shown lying flat."
        )
    if brief.followed_pose is not None and not able.figures:
        found.append(
            "The drafts do not follow the pose yet; finishing does."
            if finished_elsewhere
            else "The pose was read, but these weights have not learned poses yet: it will not change the picture."
        )
    return tuple(found)
