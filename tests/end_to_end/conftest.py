"""Starts the studio as a user does, and gives each test a fresh browser context."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"


@contextmanager
def running_app(folder: Path, *arguments: str) -> Iterator[str]:
    """Run app.py on a free port; gives its address, and checks in the end that it is still up and well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / f"app-{port}.log"
    with open(log, "w", encoding="utf-8") as output:
        app = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--port", str(port), *arguments],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(240):
            assert app.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.5)
        else:
            pytest.fail(f"the page did not come up:\n{log.read_text()}")
        yield address
        assert app.poll() is None, f"the app went down:\n{log.read_text()}"
        assert "Traceback" not in log.read_text(), log.read_text()
    finally:
        app.terminate()
        app.wait(timeout=30)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of one running studio with the real weights, shared by all tests."""
    with running_app(tmp_path_factory.mktemp("studio")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def start_app() -> Callable:
    """Starts one more app with arguments of its own, as a context manager."""
    return running_app


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of visitors who share nothing: no cookies, no storage."""
    contexts: list[BrowserContext] = []

    def open_page(address: str, **options) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#brief-explore")
        return page

    yield open_page
    for context in contexts:
        context.close()
