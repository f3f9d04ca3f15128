"""What draws and finishes: the embedded networks, diffusers pipelines from the Hub, the published checkpoint.

Imported by the rest of ``studio``.
"""
