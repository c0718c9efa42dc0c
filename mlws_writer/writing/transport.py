"""The way of a request to Ollama that forbids the server to cut a prompt in silence.

Its own client has no word for `truncate` and `shift`, so they are put into the body on its way. Imported only by the
door, when a model is asked.
"""

import json
from collections.abc import Iterator

import httpx

MOST = 32_000_000
"""Bytes of one answer: many times what the longest one that is wanted has, with a frame a token."""


class Bounded(httpx.HTTPTransport):
    """End an answer that is larger than any that could be wanted, also one that is a single line without end."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Count what comes."""
        response = super().handle_request(request)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Counted(response.stream)
        return response


class NoSilentCut(Bounded):
    """Send `truncate: false` and `shift: false` with each prompt: what does not fit is an error, never a cut."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Add both to the body of a request that carries a prompt."""
        if request.url.path.endswith(("/api/chat", "/api/generate")):
            request = _whole(request)
        return super().handle_request(request)


class _Counted(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for part in self._stream:
            seen += len(part)
            if seen > MOST:
                raise httpx.RemoteProtocolError(f"the answer is larger than {MOST // 1_000_000} MB")
            yield part

    def close(self) -> None:
        self._stream.close()


def _whole(request: httpx.Request) -> httpx.Request:
    body = {"truncate": False, "shift": False} | json.loads(request.read())
    headers = {k: v for k, v in request.headers.items() if k not in ("content-length", "transfer-encoding")}
    content = json.dumps(body).encode()
    return httpx.Request(request.method, request.url, headers=headers, content=content, extensions=request.extensions)
