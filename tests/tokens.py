"""Identities as a shop signs them (docs/widget.md)."""

from __future__ import annotations

import time
from typing import Any

import jwt

LIFETIME_S = 12 * 3600  # tokens are made when tests are collected, and a whole run may take an hour
IDENTITY_SECRET = "a secret that only shop and chat know"


def signed(subject: str = "customer-17", secret: str = IDENTITY_SECRET, **claims: Any) -> str:
    return jwt.encode({"sub": subject, "exp": time.time() + LIFETIME_S, **claims}, secret, "HS256")
