"""The way of a request to Ollama that forbids the server to cut a prompt in silence.

Its own client has no word for `truncate` and `shift`, so they are put into the body on its way. Imported only by the
door, when a model is asked.
"""

import json

import httpx


class NoSilentCut(httpx.HTTPTransport):
    """Send `truncate: false` and `shift: false` with each prompt: what does not fit is an error, never a cut."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Add both to the body of a request that carries a prompt."""
        if request.url.path.endswith(("/api/chat", "/api/generate")):
            request = _whole(request)
        return super().handle_request(request)


def _whole(request: httpx.Request) -> httpx.Request:
    body = {"truncate": False, "shift": False} | json.loads(request.read())
    headers = {k: v for k, v in request.headers.items() if k not in ("content-length", "transfer-encoding")}
    content = json.dumps(body).encode()
    return httpx.Request(request.method, request.url, headers=headers, content=content, extensions=request.extensions)
