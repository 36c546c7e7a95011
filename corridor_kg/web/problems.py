"""What went wrong, in the one shape that programs know: problem details (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from corridor_kg.web.messages import Reply

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, **headers: str) -> Reply:
    """Return a problem as a reply.

    Args:
        status: The HTTP status.
        detail: What is wrong, and what to do.
        headers: Further headers, with underscores for hyphens.

    >>> problem(404, "no question is called so").body.decode()
    '{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "no question is called so"}'
    """
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, MEDIA_TYPE, json.dumps(content, ensure_ascii=False).encode(), named)
