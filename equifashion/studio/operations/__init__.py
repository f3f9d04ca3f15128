"""What a studio can be asked for, one file a kind of call, each named as the call is; ``Studio`` is their union.

May be imported by pipeline; each file imports ``base``, and another one only where its class relies on it. The work
itself is done by pipeline's other modules and the layers below.
"""
