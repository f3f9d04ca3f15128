"""The commands of the command line: each file adds parsers and runs what they ask for.

Imported by ``__main__`` alone; imports the rest when a command runs.
"""
