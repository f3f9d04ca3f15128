"""Garments drawn around a body's tubes: every function takes a ``Garment`` and a ``Body`` and gives shapes.

Imports curves, scene, body, layers, fabrics and outfit; nothing here knows who wears what together except
``dress_up``.
"""
