"""A zip archive that holds one table, or a chatbot's intents: the file in it, as if it had been uploaded by itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import programs, workbook

READABLE = (
    ".csv",
    ".tsv",
    ".tab",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".json",
    ".jsonl",
    ".ndjson",
    ".md",
    ".html",
    ".htm",
    ".docx",
)
SHOWN_NAMES = 5


def unpack(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the content and name of the one readable file of an archive; what is no archive of files comes back as it is.

    Raises:
        FileUnreadable: the archive is damaged, would unpack to too much, or holds several files or none that can be read.
    """
    if not data.startswith(workbook.ZIP):
        return data, name
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
        names = {info.filename for info in infos}
        if workbook.is_of_an_office(names):
            return data, name
        workbook.refuse_bomb(infos)
        found = [each for each in sorted(names) if _is_readable(each)]
        if len(found) > 1 and (
            agent := programs.agent_of({each: archive.read(each) for each in found if each.endswith(".json")})
        ):
            return agent, f"{name}.json"
        if len(found) != 1:
            raise FileUnreadable(_sentence(found))
        return archive.read(found[0]), found[0]
    except workbook.BROKEN as error:
        raise FileUnreadable("The archive is damaged. Make it again, or upload the file that is in it.") from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise FileUnreadable("The archive is protected by a password. Unpack it and upload the file that is in it.") from error


def _is_readable(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in READABLE and not any(part.startswith((".", "__")) for part in path.parts)


def _sentence(found: list[str]) -> str:
    if not found:
        return "This is a zip archive without a table in it. Upload the CSV, XLSX, JSON or Markdown file itself."
    shown = ", ".join(found[:SHOWN_NAMES]) + (" ..." if len(found) > SHOWN_NAMES else "")
    return f"This is a zip archive with {len(found)} files ({shown}). Unpack it and upload them one by one."
