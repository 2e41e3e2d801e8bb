"""A browser driven by the WebDriver protocol, with the standard library alone: enough of it to look at pages."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from typing import Any, Self

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """A headless Chromium for as long as a block runs; what its pages ask of the network is recorded.

    A command fails with :class:`RuntimeError`, in the words of the driver; "tab crashed" mostly means that the machine
    has run out of memory, as Chromium's pages are the first that Linux ends then.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-color-profile=srgb",
        ]  # fmt: skip
        wanted = {
            "goog:chromeOptions": {"args": flags},
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._address}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def _here(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
        return self._ask(method, self._session + path, body)

    def _chrome(self, command: str, **parameters: Any) -> Any:
        return self._here("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def scheme(self, name: str) -> None:
        """What pages are told about the reader's preference: ``light`` or ``dark``."""
        self._chrome("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def size(self, width: int, height: int) -> None:
        """The size of the window's inside."""
        self._chrome(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded."""
        self._here("/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """The value that a script returns."""
        return self._here("/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, condition: str, seconds: float = 60) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.run(f"return Boolean({condition})"):
            if time.monotonic() > end:
                raise RuntimeError(f"not within {seconds} s: {condition}\n{self.messages()}")
            time.sleep(0.05)

    def run_later(self, script: str, *arguments: Any) -> Any:
        """The value that a script hands to its last argument."""
        return self._here("/execute/async", {"script": script, "args": list(arguments)})

    def point_at(self, selector: str) -> None:
        """Move the pointer to the middle of an element."""
        element = self._here("/element", {"using": "css selector", "value": selector})
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": element}
        pointer = {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [move],
        }
        self._here("/actions", {"actions": [pointer]})

    def click(self, selector: str) -> None:
        """Click an element."""
        element = self._here("/element", {"using": "css selector", "value": selector})
        self._here(f"/element/{element[ELEMENT]}/click", {})

    def screenshot(self) -> bytes:
        """What the window shows, as PNG.

        To have a whole page the window is made as tall: Chromium could draw beyond the window, but a page of 20,000
        pixels then takes it a gigabyte.
        """
        taken = self._chrome("Page.captureScreenshot", format="png")
        return base64.b64decode(taken["data"])

    def requests(self) -> list[str]:
        """What was asked of other machines since the last time: every address that is no file and no data."""
        asked = []
        for entry in self._here("/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:", "chrome:"))]

    def messages(self) -> list[str]:
        """What the page wrote to the console since the last time: warnings and errors."""
        found = self._here("/se/log", {"type": "browser"})
        return [
            f"{entry['level']}: {entry['message']}"
            for entry in found
            if entry["level"] in ("SEVERE", "WARNING")
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("DELETE", self._session)


@contextlib.contextmanager
def driver(program: str = "chromedriver") -> Generator[str]:
    """The address at which browsers are started, for as long as the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [program, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait()
