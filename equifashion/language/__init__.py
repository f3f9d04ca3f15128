"""From prompts to tokens, and which words the weights know.

May be imported by semantics and every layer above; imports design and errors. No torch here.
"""
