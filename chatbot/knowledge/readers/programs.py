"""What bot builders and help desks dump as JSON: intents with their training phrases, macros whose reply is one of many actions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

# Dialogflow (essentials, CX and its API), Amazon Lex, Watson Assistant, Microsoft's and Botpress's files.
PHRASES = ("userSays", "usersays", "trainingPhrases", "training_phrases", "sampleUtterances", "utterances", "phrases", "examples")
REPLIES = (
    "responses",
    "response",
    "messages",
    "fulfillmentMessages",
    "fulfillment",
    "closingSetting",
    "output",
    "answers",
    "replies",
)
REPLY_TEXTS = ("body_text", "speech", "text", "body_html", "body", "content", "message", "displayText", "value")
REPLY_ACTIONS = ("response", "reply", "comment", "message")  # in the name of the action that writes to the customer
NAMES = ("displayName", "intentName", "intent", "name", "title")
MAX_DEPTH = 8


def entry_of(value: Record) -> Record:
    """Return the question and answer of an intent or a macro; {} for any other object."""
    phrases = next((value[key] for key in PHRASES if _is_objects(value.get(key))), None)
    if phrases is not None and any(key in value for key in REPLIES):
        return _of_intent(value, list(filter(None, map(_phrase, phrases))))
    if _is_objects(value.get("actions")) and any(key in value for key in ("title", "name")):
        return _of_macro(value)
    return {}


def reply_in_cell(cell: str) -> str:
    """Return the reply within a cell that holds JSON, as tables made of such dumps have it; any other cell as it is."""
    if not cell.startswith(("[{", '{"')):
        return cell
    try:
        value = json.loads(cell)
    except (json.JSONDecodeError, RecursionError):
        return cell
    actions = value if isinstance(value, list) else [value]
    return "\n\n".join(_reply_of_actions(actions) or _texts(value)) or cell


def _of_intent(value: Record, phrases: list[str]) -> Record:
    name = next((value[key] for key in NAMES if isinstance(value.get(key), str)), "")
    replies = [text for key in REPLIES if key in value for text in _texts(value[key])]
    question, *variants = dict.fromkeys(phrases or [""])
    record = {"id": name, "question": question, "answer": "\n\n".join(dict.fromkeys(replies))}
    return {**record, "variants": "\n".join(variants)}


def _of_macro(value: Record) -> Record:
    plain = {key: item for key, item in value.items() if isinstance(item, (str, bool))}
    question = value.get("title") or value.get("name") or ""
    kept: Record = {key: plain[key] for key in ("language", "category", "intent", "active") if key in plain}
    return {
        "id": str(value.get("id", "")),
        "question": question,
        "answer": "\n\n".join(_reply_of_actions(value["actions"])),
        **kept,
    }


def _reply_of_actions(actions: list[Any]) -> list[str]:
    """The text of the first action that writes to the customer, in one of its forms."""
    for action in actions:
        name = (
            str(action.get("field") or action.get("name") or action.get("type") or "").lower() if isinstance(action, dict) else ""
        )
        if any(word in name for word in REPLY_ACTIONS) and (texts := _texts(action.get("arguments") or action.get("value"))):
            return texts
    return []


def _phrase(item: Any) -> str:
    """One training phrase; its parts are words that a person marked as a place, a date ..."""
    if isinstance(item, str):
        return item
    parts = item.get("data", item.get("parts")) if isinstance(item, dict) else None
    if isinstance(parts, list):
        return "".join(str(part.get("text", "")) for part in parts if isinstance(part, dict)).strip()
    return next((str(item[key]) for key in ("text", "utterance", "phrase", "value") if isinstance(item.get(key), str)), "")


def _texts(value: Any, depth: int = 0) -> list[str]:
    """What a customer reads of a reply: of alternatives the first, of languages the first."""
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return _of_list(value, depth)
    if isinstance(value, dict):
        named = next((found for key in REPLY_TEXTS if (found := _texts(value.get(key), depth + 1))), None)
        return named or [text for item in value.values() if isinstance(item, (dict, list)) for text in _texts(item, depth + 1)]
    return []


def _of_list(items: list[Any], depth: int) -> list[str]:
    plain = [item for item in items if isinstance(item, str) and item.strip()]
    if plain:
        return plain[:1] if not plain[0].startswith("channel:") else plain[1:2]  # Zendesk names the channel first
    objects = [item for item in items if isinstance(item, dict)]
    languages = list(dict.fromkeys(item["lang"] for item in objects if isinstance(item.get("lang"), str)))
    return [text for item in objects if item.get("lang") in (None, *languages[:1]) for text in _texts(item, depth + 1)]


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def agent_of(parts: dict[str, bytes]) -> bytes:
    """Return the intents of an unpacked Dialogflow agent as one JSON list, each with its training phrases; b"" for other files.

    Args:
        parts: file name within the archive -> content.
    """
    intents = list(_intents(parts))
    return json.dumps(intents).encode() if intents else b""


def _intents(parts: dict[str, bytes]) -> Iterator[Record]:
    for name, content in parts.items():
        base = name.removesuffix(".json")
        phrases = [each for each in parts if each.startswith(f"{base}_usersays_")]
        if "intents/" not in name or not phrases:
            continue
        try:
            yield {**json.loads(content), "userSays": json.loads(parts[sorted(phrases)[0]])}
        except (ValueError, TypeError):
            continue
