"""Operations: what a studio can do, one module each, named as the facade's method and the recipe's edit are.

A module holds the operation's rules on the plan (``OPERATION``: which sketch, cloth and colour a picture made by it
takes from its parents), how its recipe is made into a picture, and the functions that the facade calls. The record
itself is a value in ``design.edits``, or in the module, registered there.
Imported by the rest of ``studio``; imports the plan, the engine and the layers below.
"""
