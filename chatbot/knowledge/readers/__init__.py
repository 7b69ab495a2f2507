"""Uploaded files in, rows out. `read_table` reads any table; `read_faq_file` makes FAQ entries of it."""

from chatbot.knowledge.readers.files import read_table, read_tables
from chatbot.knowledge.readers.table import ReadAs, Row, Table, fold

__all__ = ["ReadAs", "Row", "Table", "fold", "read_table", "read_tables"]
