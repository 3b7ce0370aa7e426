"""A small OpenID Connect provider of the tests' own, on this machine: signs whoever it is told to in."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests.lib.server import free_port

CLIENT, CLIENT_SECRET = "dashboard", "a secret of the tests"


class IdentityProvider:
    """``person`` holds the claims of whoever signs in next; ``signed_in_at`` may lie in the past."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.person: dict = {}
        self.seconds_ago = 0
        self._key = RSAKey.generate_key(2048, parameters={"kid": "tests", "use": "sig"})
        self._asked: dict[str, dict] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _metadata(self, request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request: Request) -> RedirectResponse:
        code = secrets.token_urlsafe(16)
        self._asked[code] = dict(request.query_params)
        back = urlencode({"code": code, "state": request.query_params["state"]})
        return RedirectResponse(f"{request.query_params['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> JSONResponse:
        asked = self._asked.pop((await request.form())["code"])
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "person-1",
            "aud": CLIENT,
            "iat": now - self.seconds_ago,
            "exp": now + 600,
            "nonce": asked["nonce"],
            **self.person,
        }
        token = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self._key)
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": token})

    async def _keys(self, request: Request) -> JSONResponse:
        return JSONResponse(KeySet([self._key]).as_dict(private=False))

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
    port = free_port()
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    config = uvicorn.Config(provider.app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=10)
