"""Errors that a designer can read: each message says what was expected, what came, and what to do.

May be imported by every module; imports none.
"""


class EquiFashionError(Exception):
    """Base class of everything this library raises on purpose."""


class InvalidInput(EquiFashionError, ValueError):
    """Something the user gave cannot be used."""


class MissingWeights(EquiFashionError, FileNotFoundError):
    """A weights file that the chosen preset needs is not there."""


class CheckpointError(EquiFashionError, ValueError):
    """A weights file is there but is damaged, of another kind, or does not fit the model."""


class StorageError(EquiFashionError, OSError):
    """A file could not be written or read (full disk, no permission)."""


class HardwareError(EquiFashionError, RuntimeError):
    """This machine has no GPU, too little of its memory, or it ran out."""


class DownloadError(EquiFashionError, ConnectionError):
    """Models could not be fetched: no network, no such revision, or not enough disk."""
