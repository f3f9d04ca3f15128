"""The page's panels, one a module: each builds its components and turns a visitor's work into updates of them.

May be imported by the events, the tabs and ``interface``. A panel's components are registered under the panel's
name, e.g. ``"detail.finish"``, and found there by whoever updates them.
"""
