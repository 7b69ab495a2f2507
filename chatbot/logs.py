"""Logs for the owner: one line per happening, without the customers' words and personal data."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from chatbot.masking import mask_personal


def configure_logs() -> None:
    """Write logs to stderr as key=value lines, everything masked."""
    structlog.configure(
        processors=[
            _mask_values,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    for name in ("engineio.server", "socketio.server"):
        logging.getLogger(name).addFilter(_without_traceback)


def where(error: BaseException, frames: int = 4) -> str:
    """Return the innermost places of an error. Its message is left out: it may quote a customer."""
    stack = traceback.extract_tb(error.__traceback__)[-frames:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(stack))


def _mask_values(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: mask_personal(value) if isinstance(value, str) else value for key, value in event.items()}


def _without_traceback(record: logging.LogRecord) -> bool:
    """A malformed packet of a stranger is one line, not a page."""
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args = f"{record.getMessage()}: {type(record.exc_info[1]).__name__}", ()
        record.exc_info = None
    return True
