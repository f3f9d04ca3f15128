"""What a garment category is and which values it admits."""

from dataclasses import dataclass, field

from equifashion.vocabulary.terms import Term


@dataclass(frozen=True)
class Category(Term):
    """One garment category. An empty tuple of values means that the attribute does not apply to it.

    Attributes:
        kind: a key of ``KINDS``.
        lengths: A1, keys of ``GARMENT_LENGTHS``.
        sleeve_lengths: A2, keys of ``SLEEVE_LENGTHS``.
        sleeve_types: A3, keys of ``SLEEVE_TYPES``; one that is sleeveless has none.
        collars: A4, keys of ``COLLARS``.
        hems: A5, keys of ``HEMS``.
        silhouettes: keys of the kind's table in ``SILHOUETTES``.
        weaves: keys of ``WEAVES``, the most usual first.
        materials: keys of ``MATERIALS``, the most usual first.
        below: categories worn with it on the legs; empty where it covers them itself or lies over an outfit.
        under: categories worn under it; empty where it is worn on the skin.
        under_needed: whether something of ``under`` has to be there.
        tucked: the ways it is worn at the waistband: ``(False,)`` always outside, ``(True,)`` always inside.
        opened: the ways it is worn in front: closed, open, either.
        belted: the ways it is worn at the waist: without, with a belt or sash, either.
    """

    kind: str = field(kw_only=True)
    lengths: tuple[str, ...] = field(kw_only=True)
    sleeve_lengths: tuple[str, ...] = field(default=(), kw_only=True)
    sleeve_types: tuple[str, ...] = field(default=(), kw_only=True)
    collars: tuple[str, ...] = field(default=(), kw_only=True)
    hems: tuple[str, ...] = field(kw_only=True)
    silhouettes: tuple[str, ...] = field(kw_only=True)
    weaves: tuple[str, ...] = field(kw_only=True)
    materials: tuple[str, ...] = field(kw_only=True)
    below: tuple[str, ...] = field(default=(), kw_only=True)
    under: tuple[str, ...] = field(default=(), kw_only=True)
    under_needed: bool = field(default=False, kw_only=True)
    tucked: tuple[bool, ...] = field(default=(False,), kw_only=True)
    opened: tuple[bool, ...] = field(default=(False,), kw_only=True)
    belted: tuple[bool, ...] = field(default=(False,), kw_only=True)
