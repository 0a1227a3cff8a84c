"""The application as people have it: a real server on this machine, and Debian's Chromium before it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import uvicorn

from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(settings: WebSettings) -> Iterator[str]:
    """A server on a free port of this machine, in a thread; its address."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # named, so that each answer is sent at once
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    settings = replace(settings, port=listening.getsockname()[1])
    config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive(), "the server ended"
        assert time.monotonic() < until
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which must be there in CI; else its tests are passed over."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()
