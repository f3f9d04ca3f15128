"""Garments: what they are made of and how they are drawn, flat or on a figure.

``flat`` draws a garment as a technical flat, ``figure`` the person, ``on_figure`` the clothes around the person,
``scene`` holds what both are drawn with, ``textiles`` the cloth and ``prints`` placed graphics.
May be imported by every layer above; imports prompts, vocabulary, design and imaging. No torch here.
"""
