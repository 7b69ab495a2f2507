"""The widget's scripts as browsers get them: without the type comments and indentation, a quarter of the bytes before a message."""

from __future__ import annotations

import re

from flask import Response, request

SCRIPTS = ("/static/widget/", "/static/embed.js")
_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION = re.compile(r"^ +", re.MULTILINE)


def slim(response: Response) -> Response:
    """Take comments and indentation out of a script of the widget; return any other response as it is."""
    is_script = request.endpoint == "static" and request.path.startswith(SCRIPTS) and request.path.endswith(".js")
    if is_script and response.status_code == 200:
        response.direct_passthrough = False  # a file is sent as it is otherwise
        response.set_data(without_comments(response.get_data(as_text=True)))
    return response


def without_comments(source: str) -> str:
    """Return a script without `/* ... */` and indentation; a comment leaves what it means to the language, a blank or a new line."""
    return _INDENTATION.sub("", _COMMENTS.sub(lambda found: "\n" if "\n" in found.group() else " ", source))
