"""The ablation study: each term of the objective and each mechanism of a finish left out, one at a time.

``variants`` trains, ``held_out`` and ``mechanisms`` measure, ``study`` runs it all and writes the table. May be
imported by the command line; imports the rest of evaluation and training.
"""

from equifashion.evaluation.ablation.study import AblationStudy, run_ablation

__all__ = ["AblationStudy", "run_ablation"]
