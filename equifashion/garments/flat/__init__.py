"""Technical flats: line drawings of garments laid flat, in centimetres.

Imported by the rest of ``garments`` and the layers above; imports ``scene``, prompts and vocabulary.
"""
