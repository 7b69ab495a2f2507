"""Uploaded files in, rows out. `read_table` reads any table; `read_faq_file` makes FAQ entries of it."""

from chatbot.knowledge.readers.faq import ReadResult, faq_tables, read_faq_file
from chatbot.knowledge.readers.files import read_table, read_tables
from chatbot.knowledge.readers.table import ReadAs, Row, Table
from chatbot.knowledge.words import fold

__all__ = ["ReadAs", "ReadResult", "Row", "Table", "faq_tables", "fold", "read_faq_file", "read_table", "read_tables"]
