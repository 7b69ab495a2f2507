"""Every error a person can meet. Each message names the place and the remedy; the edge turns it into words for its reader.

ChatbotError
├── SettingsError          a CHATBOT_* value that cannot be used
├── ModelError
│   ├── ModelMissing       a model folder or file is not there
│   └── ModelRefused       hash, format or size is not what the manifest says (a pickle, a changed file)
├── StorageError
│   ├── DatabaseUnusable   too old SQLite, not a database, disk full, no permission
│   ├── NotFound           no such row
│   └── NoRoom             a limit of what may be kept is reached
├── KnowledgeError
│   ├── FileUnreadable     the whole upload cannot be read (empty, encrypted, not a table, too large)
│   │   └── ColumnsUnclear it is a table, but a person has to say which column is which
│   └── RowProblem         one row of it: row, column, value, reason, suggestion (collected, not raised)
├── OrdersUnavailable      the order source does not answer; never told as "not found"
├── GeneratorUnavailable   no text in time; the plain sentence is used
└── TooManyRequests        the limit of one visitor, with the seconds to wait
"""

from __future__ import annotations

from dataclasses import dataclass


class ChatbotError(Exception):
    """Base of all errors that are told to a person; `str(error)` is one clear sentence with the remedy."""


class SettingsError(ChatbotError): ...


class ModelError(ChatbotError): ...


class ModelMissing(ModelError): ...


class ModelRefused(ModelError): ...


class StorageError(ChatbotError): ...


class DatabaseUnusable(StorageError): ...


class NotFound(StorageError): ...


class NoRoom(StorageError): ...


class KnowledgeError(ChatbotError): ...


class FileUnreadable(KnowledgeError): ...


class ColumnsUnclear(FileUnreadable):
    """`columns` are the names to choose from, in the order of the file."""

    def __init__(self, sentence: str, columns: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.columns = columns


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row of an uploaded file that cannot be taken as it is.

    `row` counts like a spreadsheet does (the header is row 1); 0 means the whole file.
    """

    row: int
    column: str
    value: str
    reason: str
    suggestion: str
    is_fatal: bool = True

    def __str__(self) -> str:
        place = f"row {self.row}, column" if self.row else "column"
        return f"{place} {self.column}: {self.reason}. {self.suggestion}"


class OrdersUnavailable(ChatbotError): ...


class GeneratorUnavailable(ChatbotError): ...


class TooManyRequests(ChatbotError):
    def __init__(self, wait_s: int) -> None:
        super().__init__(f"Too many messages. Please wait {wait_s} seconds.")
        self.wait_s = wait_s
