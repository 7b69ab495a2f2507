"""The widget's modules as browsers get them: without the type comments, which are a quarter of the bytes before a first message."""

from __future__ import annotations

import re

from flask import Response, request

WIDGET = "/static/widget/"
_TYPES = re.compile(r"/\*\*.*?\*/", re.DOTALL)


def slim(response: Response) -> Response:
    """Take the type comments out of a module of the widget; return any other response as it is."""
    is_module = request.endpoint == "static" and request.path.startswith(WIDGET) and request.path.endswith(".js")
    if is_module and response.status_code == 200:
        response.direct_passthrough = False  # a file is sent as it is otherwise
        response.set_data(without_types(response.get_data(as_text=True)))
    return response


def without_types(source: str) -> str:
    """Return a module without its `/** ... */` comments; each leaves what it means to the language, a blank or a new line."""
    return _TYPES.sub(lambda found: "\n" if "\n" in found.group() else " ", source)
