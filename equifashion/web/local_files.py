"""Keeps the server from fetching addresses that a visitor names.

Gradio downloads a file input whose path is a web address, and forwards ``/file=https://…``. The studio takes
files from the visitor's own computer only, so both are refused before Gradio sees them.
"""

import json

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSAL = "Only files from your own computer can be opened, not web addresses."
_LARGEST_BODY = 32 * 2**20  # calls carry recipes and drawings; uploads go another way
_CALLS = ("/queue/join", "/run/", "/api/", "/call/")


class LocalFilesOnly:
    """ASGI middleware: 403 for calls that name a web address as a file.

    Args:
        app: the application to protect.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if "/file=http:" in path or "/file=https:" in path or "/proxy=" in path:
            return await _refuse(scope, receive, send)
        if scope["method"] != "POST" or not any(call in path for call in _CALLS):
            return await self._app(scope, receive, send)
        body = await _read(receive)
        if body is None or _names_address(body):
            return await _refuse(scope, receive, send)
        return await self._app(scope, _replay(body, receive), send)


def _names_address(body: bytes) -> bool:
    """Whether any file in a JSON call has a web address as its path."""
    try:
        waiting = [json.loads(body)]
    except (ValueError, RecursionError):
        return False  # not a call; Gradio answers it
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            path = value.get("path")
            if isinstance(path, str) and "://" in path:
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None when it is too long."""
    parts, size = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > _LARGEST_BODY:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the body already read, then goes on as before."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse({"detail": _REFUSAL}, status_code=403)(scope, receive, send)
