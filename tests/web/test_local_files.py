import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from equifashion.web.local_files import LocalFilesOnly


async def echo(request):
    return JSONResponse(await request.json() if request.method == "POST" else "served")


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/{path:path}", echo, methods=["GET", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(LocalFilesOnly)]))


@pytest.mark.parametrize("address", ["http://10.0.0.1/x", "https://example.org/x.png", "file:///etc/passwd"])
def test_calls_that_name_an_address_are_refused(client, address):
    nested = {"data": [None, [{"background": {"path": address}}]]}
    assert client.post("/gradio_api/queue/join", json=nested).status_code == 403


def test_calls_with_local_files_pass_unchanged(client):
    call = {"data": [{"path": "/tmp/a.png", "url": "http://127.0.0.1/file=/tmp/a.png"}, "see http://x.org"]}
    answer = client.post("/gradio_api/queue/join", json=call)
    assert answer.status_code == 200
    assert answer.json() == call


@pytest.mark.parametrize(
    "path", ["file=http://10.0.0.1/", "file=https://example.org/", "proxy=https://x.hf.space/"]
)
def test_the_server_fetches_for_nobody(client, path):
    assert client.get(f"/gradio_api/{path}").status_code == 403
    assert client.get("/gradio_api/file=/tmp/a.png").status_code == 200
