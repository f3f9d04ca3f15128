"""Passes that turn a decoded image into the finished picture: clean-up, fabric, prints, skin, ink.

May be imported by studio and every layer above; imports garments, models, design, prompts and imaging.
"""
