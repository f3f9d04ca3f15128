"""The tools that make ideas out of ideas, one a module: its components, and what happens when they are used.

May be imported by ``interface`` and the page's other parts; a tab imports the workbench, never another tab.
"""
