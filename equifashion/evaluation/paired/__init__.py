"""Variants measured on the same items and compared pair by pair: bootstrap, groups and tables, judges of designs.

May be imported by the studies of evaluation; imports its judges, metrics and figures.
"""
