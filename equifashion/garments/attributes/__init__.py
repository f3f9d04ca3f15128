"""What each value of a garment's attribute means for the drawings: one row a value, its flat and its worn columns.

To add a sleeve type: give it its words in ``vocabulary.attributes.SLEEVE_TYPES``, and one row in
``sleeves.SLEEVE_SHAPES`` with its widths on the arm and, where they differ from a plain sleeve's, its ``flat_``
columns. If it ends as no sleeve does yet, name that end in ``end`` and add a function to ``on_figure.sleeve_ends``.
A hem is one row in ``hems.HEM_STYLES`` with a function for either drawing, a length one row in ``lengths``, a
neckline or collar one row in ``collars.COLLAR_SHAPES``, and a collar one function in ``flat.necklines`` and one in
``on_figure.collars``.
"""
