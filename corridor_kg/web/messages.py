"""What goes between the server and the processes that answer: what is asked, and what is answered."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """A request, as far as an answer depends on it.

    Attributes:
        path: The path, decoded, such as ``/sparql``.
        values: The parameters, each with its values in their order.
        accept: What the client takes, as its ``Accept`` says.
        language: The language of the interface: ``en`` or ``zh``.
        base: Scheme and host by which the client knows the server.
    """

    path: str
    values: dict[str, list[str]]
    accept: str = "*/*"
    language: str = "en"
    base: str = ""


class Reply(NamedTuple):
    """An answer, whole.

    Attributes:
        status: The HTTP status.
        media_type: The media type of the body.
        body: The body.
        headers: Further headers, each with its value.
    """

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
