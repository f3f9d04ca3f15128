"""Functions as commands: options out of their arguments, by jsonargparse."""

import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from jsonargparse import ArgumentParser

Command = Callable[..., None]


@dataclass(frozen=True)
class Group:
    """Commands under one name.

    Attributes:
        description: what they are for, in one line.
        commands: by name.
    """

    description: str
    commands: Mapping[str, "Command | Group"]


class CommandParser(ArgumentParser):
    """Options with hyphens, switches without a value, several values after one option.

    Attributes:
        old_names: option → the name that it had in earlier versions, which still works.
    """

    old_names: typing.ClassVar[dict[str, str]] = {"--grad-accumulation-steps": "--accumulate"}

    def add_argument(self, *names: str, **options: Any) -> Any:
        names = tuple(name.replace("_", "-") if name.startswith("--") else name for name in names)
        names += tuple(self.old_names[name] for name in names if name in self.old_names)
        if options.get("type") is bool:
            del options["type"]
            options["action"] = "store_true"
        elif item := _item_type(getattr(options.get("action"), "_typehint", None)):
            del options["action"]
            options |= {"type": item, "nargs": "+"}
            if "default" in options:
                options["default"] = options["default"] and list(options["default"])
            names = tuple(name for name in names if not name.endswith("+"))
        return super().add_argument(*names, **options)


def _item_type(hint: Any) -> Any:
    """``T`` of ``tuple[T, ...]`` or ``tuple[T, ...] | None``; None of anything else."""
    for part in (hint, *typing.get_args(hint)):
        if typing.get_origin(part) is tuple:
            return typing.get_args(part)[0]
    return None


def run_command(commands: Group, argv: Sequence[str], prog: str) -> None:
    """Call the function that ``argv`` names, with the options that it gives.

    A function whose only argument is ``argv`` reads its options itself. One whose only argument is a dataclass has
    the dataclass's fields as its options. Required arguments are options where they are keyword-only, else they
    are given by position.
    """
    chosen: Command | Group = commands
    rest = list(argv)
    while isinstance(chosen, Group) and rest and rest[0] in chosen.commands:
        prog, chosen = f"{prog} {rest[0]}", chosen.commands[rest.pop(0)]
    if isinstance(chosen, Group):
        parser = CommandParser(prog=prog, description=chosen.description)
        listed = parser.add_subcommands(required=True, dest="command", title="commands", description=None)
        for name, command in chosen.commands.items():
            listed.add_subcommand(name, ArgumentParser(), help=_describe(command))
        parser.parse_args(rest)  # ends in the help or a refusal: no command was named
    elif list(inspect.signature(chosen).parameters) == ["argv"]:
        chosen(rest)
    else:
        parser, fields = CommandParser(prog=prog, description=_describe(chosen)), _options_class(chosen)
        if fields:
            parser.add_class_arguments(fields, as_group=False, as_positional=True)
        else:
            parser.add_function_arguments(chosen, as_group=False, as_positional=True)
        values = vars(parser.parse_args(rest))
        options = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        chosen(fields(**options)) if fields else chosen(**options)


def _describe(command: Command | Group) -> str:
    """The first sentence of a command's docstring, or a group's description."""
    return command.description if isinstance(command, Group) else (command.__doc__ or "").split("\n")[0]


def _options_class(command: Command) -> type | None:
    """The dataclass that is a command's only argument, if that is what it takes."""
    annotations = [parameter.annotation for parameter in inspect.signature(command).parameters.values()]
    return annotations[0] if len(annotations) == 1 and is_dataclass(annotations[0]) else None
