"""What an access token says of itself, for messages only: nothing here is verified."""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from typing import Any, Mapping, Optional


def of(authorization: str) -> Mapping[str, Any]:
    """The claims of the JWT in an ``Authorization`` header; empty where it is none."""
    parts = authorization.split(" ")[-1].split(".")
    if len(parts) != 3:
        return {}
    try:
        payload = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        claims = json.loads(payload)
    except (ValueError, binascii.Error):
        return {}
    return claims if isinstance(claims, dict) else {}


def words(claims: Mapping[str, Any], name: str) -> str:
    """A claim that is a text or a list of texts, as one text."""
    value = claims.get(name, "")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def ends(claims: Mapping[str, Any]) -> Optional[datetime.datetime]:
    """When the token ends."""
    seconds = claims.get("exp")
    if not isinstance(seconds, (int, float)):
        return None
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    except (OverflowError, OSError, ValueError):
        return None
