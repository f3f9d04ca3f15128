"""Garments drawn around a body's tubes: every function takes a ``Garment`` and a ``Body`` and gives shapes.

Imports figure, scene, textiles and the attributes' rows; nothing here knows who wears what together except
``dress_up``.
"""
