"""Presets whose finisher comes from a model hub: what they need, fetching it, loading it, finishing with it.

May be imported by the rest of pipeline and by evaluation; imports design, imaging, language, refinement and
semantics.
"""
