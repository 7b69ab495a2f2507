"""Identities as a shop signs them (docs/widget.md)."""

from __future__ import annotations

import time
from typing import Any

import jwt

IDENTITY_SECRET = "a secret that only shop and chat know"


def signed(subject: str = "customer-17", secret: str = IDENTITY_SECRET, **claims: Any) -> str:
    return jwt.encode({"sub": subject, "exp": time.time() + 600, **claims}, secret, "HS256")
