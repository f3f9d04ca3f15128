"""From a prompt to what it says: lexer, parser, spelling, presentation, and the words that the weights know.

May be imported by garments, models and every layer above; imports vocabulary and design. No torch here.
"""
