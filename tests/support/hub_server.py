"""A model hub over HTTP on this machine: the few answers that huggingface_hub asks for, from files on disk."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMMIT = "0123456789abcdef0123456789abcdef01234567"
_LARGE = (".safetensors", ".ckpt")


class HubServer:
    """Serves ``folder/owner--name`` as the repository ``owner/name`` at one commit.

    Attributes:
        address: endpoint.
        asked: (method, path, range) of every request.
        breaks_after: bytes after which the answer for a file in ``broken`` breaks off.
        broken: repository paths whose transfer breaks off.
        recovers: whether the break happens only once; else the hub falls silent after it.
        silent: whether it hangs up on everybody.
        tampered: repository paths whose content arrives with one byte changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str, str | None]] = []
        self.breaks_after = 0
        self.broken: set[str] = set()
        self.recovers = False
        self.silent = False
        self.tampered: set[str] = set()
        self.address = ""

    def files(self, repository: str) -> dict[str, Path]:
        home = self.folder / repository.replace("/", "--")
        return {path.relative_to(home).as_posix(): path for path in sorted(home.rglob("*")) if path.is_file()}


def _git_digest(content: bytes) -> str:
    return hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub, path = self.hub, self.path.split("?")[0]
        if hub.silent:
            self.close_connection = True
            return self.connection.close()
        hub.asked.append((self.command, path, self.headers.get("Range")))
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"] and parts[4:5] == ["tree"]:
            self._tree("/".join(parts[2:4]), parts[5])
        elif parts[:2] == ["api", "models"]:
            self._listing("/".join(parts[2:4]), parts[5] if len(parts) > 5 else "main")
        elif len(parts) > 4 and parts[2] == "resolve":
            self._file("/".join(parts[:2]), parts[3], "/".join(parts[4:]))
        else:
            self._refuse("EntryNotFound")
        return None

    def _listing(self, repository: str, revision: str) -> None:
        files = self.hub.files(repository)
        if not files:
            return self._refuse("RepoNotFound")
        if revision not in ("main", COMMIT):
            return self._refuse("RevisionNotFound")
        siblings = []
        for name, path in files.items():
            content = path.read_bytes()
            entry = {"rfilename": name, "size": len(content), "blobId": _git_digest(content)}
            if name.endswith(_LARGE):
                sha256 = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"size": len(content), "sha256": sha256, "pointerSize": 130}
            siblings.append(entry)
        listing = {
            "id": repository,
            "sha": COMMIT,
            "private": False,
            "downloads": 0,
            "tags": [],
            "siblings": siblings,
        }
        return self._send(200, json.dumps(listing).encode(), {"Content-Type": "application/json"})

    def _tree(self, repository: str, revision: str) -> None:
        if revision != COMMIT:
            return self._refuse("RevisionNotFound")
        entries = []
        for name, path in self.hub.files(repository).items():
            content = path.read_bytes()
            entry = {"type": "file", "path": name, "size": len(content), "oid": _git_digest(content)}
            if name.endswith(_LARGE):
                sha256 = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"oid": sha256, "size": len(content), "pointerSize": 130}
            entries.append(entry)
        return self._send(200, json.dumps(entries).encode(), {"Content-Type": "application/json"})

    def _file(self, repository: str, revision: str, name: str) -> None:
        path = self.hub.files(repository).get(name)
        if path is None:
            return self._refuse("EntryNotFound")
        if revision != COMMIT:
            return self._refuse("RevisionNotFound")
        content = path.read_bytes()
        etag = hashlib.sha256(content).hexdigest() if name.endswith(_LARGE) else _git_digest(content)
        if name in self.hub.tampered:
            content = content[:-1] + bytes([content[-1] ^ 1])
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
        if name.endswith(_LARGE):
            headers |= {"X-Linked-Etag": f'"{etag}"', "X-Linked-Size": str(len(content))}
        asked, status, whole = self.headers.get("Range"), 200, len(content)
        if asked and asked.startswith("bytes="):
            start = int(asked[6:].split("-")[0])
            end = asked[6:].split("-")[1]
            content = content[start : int(end) + 1 if end else None]
            headers["Content-Range"] = f"bytes {start}-{start + len(content) - 1}/{whole}"
            status = 206
        return self._send(status, content, headers, breaks=name in self.hub.broken)

    def _refuse(self, code: str) -> None:
        self._send(404, b"{}", {"X-Error-Code": code, "Content-Type": "application/json"})

    def _send(self, status: int, content: bytes, headers: dict[str, str], breaks: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if breaks:
            self.hub.silent = not self.hub.recovers
            self.hub.broken = set()
            self.wfile.write(content[: self.hub.breaks_after])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
        else:
            self.wfile.write(content)


@contextmanager
def run_hub_server(folder: Path) -> Iterator[HubServer]:
    """A running hub over a folder of repositories."""
    hub = HubServer(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
