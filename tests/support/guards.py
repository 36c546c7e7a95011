"""What lets in who says in the right way who he is: a name and a password by basic or digest, or a token."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping

from tests.support.loopback import Reply

USER, PASSWORD, TOKEN = "somebody", "s3cret: wörd", "t0ken.of-tests=="  # of servers on loopback alone

Guard = Callable[[Mapping[str, str]], Reply | None]
"""Is given the headers of a request, and returns what is answered to who may not come in."""

UNKNOWN = f'Digest realm="d", nonce="n", qop="auth-int", algorithm=MD5, Digest realm="d", nonce="n", algorithm=X-{9}'
"""Challenges of digest in ways that few know."""


def refused(*challenges: str, status: int = 401) -> Reply:
    """Return a reply with challenges, in one header."""
    return Reply(b"who are you?", status, "text/plain", {"WWW-Authenticate": ", ".join(challenges)})


def basic(headers: Mapping[str, str]) -> Reply | None:
    """Let in who gives the password as RFC 7617 has it."""
    right = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    return None if headers.get("authorization") == f"Basic {right}" else refused('Basic realm="a digest, of sorts"')


def bearer(headers: Mapping[str, str]) -> Reply | None:
    """Let in who gives the token."""
    return None if headers.get("authorization") == f"Bearer {TOKEN}" else refused("Bearer")


class Digest:
    """Lets in who answers with the password as RFC 7616 has it; each number used once may be used some times.

    Args:
        times: How often it may be.
    """

    def __init__(self, times: int = 1000) -> None:
        self._times = times
        self._used: dict[str, int] = {}

    def __call__(self, headers: Mapping[str, str]) -> Reply | None:
        """Let in, or challenge."""
        told = headers.get("authorization", "")
        given = {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', told)}
        nonce = given.get("nonce", "")
        if told.startswith("Digest ") and self._used.get(nonce, 0) > 0 and given["response"] == _response(given):
            self._used[nonce] -= 1
            return None
        fresh = f"nonce{len(self._used)}"
        self._used[fresh] = self._times
        return refused(
            'Negotiate, Basic realm="x, Digest"',
            f'Digest realm="of, Basic", nonce="{fresh}", qop="auth, auth-int", algorithm=SHA-256, opaque="o"',
        )


def _response(given: Mapping[str, str]) -> str:
    def hashed(*parts: str) -> str:
        return hashlib.sha256(":".join(parts).encode()).hexdigest()

    who, what = hashed(USER, given["realm"], PASSWORD), hashed("POST", given["uri"])
    return hashed(who, given["nonce"], given["nc"], given["cnonce"], given["qop"], what)


def is_shown(text: str) -> bool:
    """Return whether a text shows what is secret, as it is or as it is sent."""
    sent = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    return any(secret in text for secret in (PASSWORD, TOKEN, sent, PASSWORD.encode().decode("latin-1")))
