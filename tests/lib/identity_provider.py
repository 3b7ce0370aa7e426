"""An OpenID Connect provider on this machine (oidc-provider-mock), which signs in whoever it is told to.

It runs as a process of its own, as a real one does: its library and the dashboard's share nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.lib.server import PROJECT_FOLDER, free_port

CLIENT, CLIENT_SECRET = "dashboard", "a secret of the tests"
_SUBJECT = "person-1"
_SECONDS_TO_START = 120


class IdentityProvider:
    """The provider at ``address``, "http://127.0.0.1:9400"."""

    def __init__(self, address: str) -> None:
        self.address = address

    def knows(self, person: dict, seconds_ago: int = 0) -> str:
        """Give the claims of whoever signs in next, as of some seconds ago; returns the name to sign in with.

        Claims replace those of the token: {"aud": "another"} is a token for another dashboard.
        """
        now = int(time.time())
        dated = {"iat": now - seconds_ago} if seconds_ago else {}
        httpx.put(f"{self.address}/users/{_SUBJECT}", json={**dated, **person}).raise_for_status()
        return _SUBJECT

    def secrets_toml(self, dashboard: str) -> str:
        """What a dashboard at that address needs in .streamlit/secrets.toml."""
        settings = {
            "redirect_uri": f"{dashboard}/oauth2callback",
            "cookie_secret": "a secret of the tests that is long enough to sign with",
            "client_id": CLIENT,
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in settings.items())


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Start a provider, and end it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=PROJECT_FOLDER, stdout=quiet, stderr=quiet) as running:
        try:
            provider = IdentityProvider(f"http://127.0.0.1:{port}")
            _wait_for(provider, running)
            yield provider
        finally:
            running.terminate()


def _wait_for(provider: IdentityProvider, running: subprocess.Popen) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end:
        if running.poll() is not None:
            break
        try:
            httpx.get(f"{provider.address}/.well-known/openid-configuration")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"The identity provider did not start (exit status {running.poll()}).")
