"""The tools that make ideas out of ideas, one a module, called as the studio's operation is.

A module has a function that builds the tab and returns its components, and ``wire``, which says what happens when
they are used. May be imported by ``interface`` and the events; a tab imports no other tab.
"""
