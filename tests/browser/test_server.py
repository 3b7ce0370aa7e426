"""What the server sends in addition to pages."""

from __future__ import annotations

from urllib.request import urlopen


def test_health_check_answers(address: str) -> None:
    with urlopen(f"{address}/healthz") as answer:
        assert (answer.status, answer.read()) == (200, b"ok")


def test_every_answer_forbids_other_hosts(address: str) -> None:
    with urlopen(f"{address}/") as answer:
        policy = dict(
            part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
        )
    assert policy["default-src"] == "'self'"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]


def test_answers_carry_security_headers(address: str) -> None:
    with urlopen(f"{address}/") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_start_page_has_its_language_and_the_address_of_its_server(address: str) -> None:
    for path in ("/", "/metric"):
        with urlopen(address + path) as answer:
            page = answer.read().decode()
            assert len(page.encode()) == int(answer.headers["Content-Length"])
        assert '<html lang="en-GB">' in page
        assert "BACKEND_BASE_URL" in page
