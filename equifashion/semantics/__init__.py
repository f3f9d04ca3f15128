"""What pictures and words mean to each other: the fashion image–text model.

May be imported by conditions and every layer above; imports language.
"""
