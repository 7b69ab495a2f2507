"""What is done with uploaded files, on threads of its own: read, compared by meaning, published.

Only the bytes are kept (`storage.uploads`); everything here can be made again from them after a restart.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import structlog

from chatbot.config import Settings
from chatbot.errors import ChatbotError
from chatbot.knowledge.check import Pair, check, look_alikes
from chatbot.knowledge.currencies import shop_currency
from chatbot.knowledge.entries import FaqRow, merge_all
from chatbot.knowledge.orders import OrdersFile, read_orders
from chatbot.knowledge.passages import embed
from chatbot.knowledge.products import ProductsFile, read_products
from chatbot.knowledge.publish import Mode, Plan, beside, current_rows, plan
from chatbot.knowledge.readers import ReadResult, read_faq_file
from chatbot.knowledge.replay import Judge, Replayed, build_index
from chatbot.logs import where
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.questions import Questions
from chatbot.storage.regression import Regression
from chatbot.storage.uploads import Upload, Uploads
from chatbot.web.admin.report import FaqDraft, Sheet

log = structlog.get_logger()
T = TypeVar("T")

REPLAYED = 500  # newest questions of customers
MAX_IN_MEMORY = 5  # read drafts; one of 50,000 rows takes some 100 MB
QUICK_S = 1.5  # what a page waits for work that is nearly done, instead of asking the person to wait


class Cancelled(Exception):
    """Raised inside work that a person has cancelled."""


@dataclass(slots=True)
class Progress:
    """How far a piece of work is. `error` is one sentence once it has failed."""

    name: str
    done: int = 0
    total: int = 0
    is_finished: bool = False
    is_cancelled: bool = False
    error: str = ""

    def __call__(self, done: int, total: int) -> None:
        """Told by the work; ends it when it was cancelled."""
        self.done, self.total = done, total
        if self.is_cancelled:
            raise Cancelled


@dataclass(slots=True)
class Meaning:
    """What only the encoder sees: entries that are nearly the same, and past questions that would get another answer."""

    mode: Mode
    base: int  # the version that it is compared with
    progress: Progress = field(default_factory=lambda: Progress("comparing"))
    pairs: list[Pair] = field(default_factory=list)
    has_pairs: bool = False  # all of them: they are found before the questions are replayed
    replayed: list[Replayed] = field(default_factory=list)
    is_of_customers: bool = True  # False: nobody has asked anything yet, and the regression set was replayed

    def now(self) -> Meaning:
        """Return it as it stands, for a page: what tells that a part is complete is read before the part."""
        progress, has_pairs = replace(self.progress), self.has_pairs
        return replace(self, progress=progress, has_pairs=has_pairs)


@dataclass(slots=True)
class Work:
    """All that is going on with one upload."""

    reading: Future[FaqDraft | ProductsFile | OrdersFile]
    meaning: Meaning | None = None
    publishing: Progress | None = None
    running: Future[None] | None = None  # the publishing
    sheets: dict[tuple[Mode, int], Sheet] = field(default_factory=dict)  # what the page shows, by mode and version
    added: dict[int, FaqDraft] = field(default_factory=dict)  # merged with what is published, by version


class Lane:
    """Does one thing after the other on a thread that does not hold up the end of the process, as an executor's would.

    Whatever is cut off is made again from the stored file, and publishing is one transaction.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, job: Callable[..., T], *args: Any) -> Future[T]:
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(job(*args))
            except BaseException as error:  # handed to whoever asks for the result
                done.set_exception(error)

        self._jobs.put(run)
        return done

    def _work(self) -> None:
        while True:
            self._jobs.get()()


class Workbench:
    """Does the work. Reading is quick and never waits behind embedding, which may take minutes."""

    def __init__(self, store: Store, settings: Settings, encoder: Callable[[], Encoder]) -> None:
        self._store, self._settings, self._encoder = store, settings, encoder
        self.uploads = Uploads(store)
        self._readers = Lane("upload-reader")
        self._embedder = Lane("upload-embedder")
        self._lock = threading.Lock()
        self._works: dict[int, Work] = {}

    def work(self, upload: Upload) -> Work:
        """Return what is going on with a draft; its reading begins here when nobody has begun it. Waits a moment for it."""
        with self._lock:
            found = self._works.get(upload.id)
            if found is None:
                self._make_room()
                found = self._works[upload.id] = Work(self._readers.submit(self._read, upload))
        wait([found.reading], timeout=QUICK_S)
        return found

    def read_again(self, upload_id: int, columns: Mapping[str, str]) -> None:
        """Read a draft with the columns that a person has chosen."""
        self.uploads.choose_columns(upload_id, columns)
        self.forget(upload_id)

    def draft(self, work: Work, upload: Upload, mode: Mode) -> FaqDraft:
        """Return a FAQ draft as it would go live: one that is added may be merged with published entries."""
        read = work.reading.result()
        assert isinstance(read, FaqDraft)
        if mode == "replace" or not upload.merges:
            return read
        base = Faqs(self._store).current()
        if base not in work.added:
            work.added = {base: faq_draft(read.read, upload.merges, current_rows(self._store, base))}
        return work.added[base]

    def merge(self, work: Work, upload: Upload, merges: Sequence[tuple[str, str]]) -> None:
        """Change which look-alikes of a FAQ draft are merged. Pairs that this leaves are shown while the draft is compared again."""
        self.uploads.choose_merges(upload.id, merges)
        old = work.reading.result()
        assert isinstance(old, FaqDraft)
        draft = faq_draft(old.read, merges)
        with self._lock:
            work.reading, work.sheets, work.added = Future(), {}, {}
            work.reading.set_result(draft)
            found = work.meaning
        if found:
            shown = self.draft(work, self.uploads.get(upload.id), found.mode)
            there = {row.hash for row in (*shown.report.rows, *beside(self.plan(shown, found.mode)))}
            left = [pair for pair in found.pairs if {pair.first.hash, pair.second.hash} <= there]
            with self._lock:
                found.progress.is_cancelled = True
                work.meaning = Meaning(found.mode, found.base, pairs=left)
                self._embedder.submit(self._compare, work.meaning, shown)

    def plan(self, draft: FaqDraft, mode: Mode) -> Plan:
        return plan(self._store, draft.report.rows, mode, draft.gone)

    def forget(self, upload_id: int) -> None:
        with self._lock:
            found = self._works.pop(upload_id, None)
        if found and found.meaning:
            found.meaning.progress.is_cancelled = True

    def look_closer(self, work: Work, draft: FaqDraft, mode: Mode) -> Meaning:
        """Begin, once, to compare a FAQ draft by meaning; return how far that is."""
        base = Faqs(self._store).current()
        with self._lock:
            found = work.meaning
            if found is None or (found.mode, found.base) != (mode, base) or (found.progress.is_cancelled and not work.publishing):
                if found:
                    found.progress.is_cancelled = True
                found = work.meaning = Meaning(mode, base)
                self._embedder.submit(self._compare, found, draft)
        return found.now()

    def publish(self, work: Work, change: Callable[[Progress], None]) -> Progress:
        """Run `change` once on the embedder's thread; comparing gives way. Waits a moment for it."""
        with self._lock:
            progress = work.publishing
            if progress is None or progress.error or progress.is_cancelled:
                progress = work.publishing = Progress("publishing")
                if work.meaning:
                    work.meaning.progress.is_cancelled = True
                work.running = self._embedder.submit(carry_out, progress, change)
        if work.running:
            wait([work.running], timeout=QUICK_S)
        return progress

    def _make_room(self) -> None:
        """Let go of the oldest draft that nothing is done with: its bytes are kept, it can be read again."""
        idle = [key for key, each in self._works.items() if not (each.running and not each.running.done())]
        if len(self._works) >= MAX_IN_MEMORY and idle:
            del self._works[idle[0]]

    def _read(self, upload: Upload) -> FaqDraft | ProductsFile | OrdersFile:
        data = self.uploads.data(upload.id)
        if upload.kind == "products":
            currency = shop_currency(self._settings, self._store)
            return read_products(data, upload.filename, currency.code, is_of_faq=currency.is_of_faq)
        if upload.kind == "orders":
            return read_orders(data, upload.filename, shop_currency(self._settings, self._store).code)
        return faq_draft(read_faq_file(data, upload.filename, upload.columns or None), upload.merges)

    def _compare(self, meaning: Meaning, draft: FaqDraft) -> None:
        def compare(progress: Progress) -> None:
            encoder, faqs, planned = self._encoder(), Faqs(self._store), self.plan(draft, meaning.mode)
            # the questions first: pairs are what a person has to decide, and the search over the answers needs minutes for thousands
            pairs = look_alikes(draft.report.rows, beside(planned), lambda texts: embed(faqs, encoder, texts, progress))
            meaning.pairs, meaning.has_pairs = pairs, True
            after = build_index(faqs, encoder, planned.rows, progress)
            before = build_index(faqs, encoder, current_rows(self._store, meaning.base), progress)
            asked = Questions(self._store).latest(REPLAYED)
            meaning.is_of_customers = bool(asked)
            texts = asked or list(dict.fromkeys(case.question for case in Regression(self._store).all()))[:REPLAYED]
            meaning.replayed = Judge(encoder, self._settings).replay(texts, before, after, progress)

        carry_out(meaning.progress, compare)


def faq_draft(read: ReadResult, merges: Sequence[tuple[str, str]], published: Sequence[FaqRow] = ()) -> FaqDraft:
    joined = merge_all(read.rows, merges, published)
    return FaqDraft(read, check(joined.rows), joined.gone, joined.count)


def carry_out(progress: Progress, work: Callable[[Progress], None]) -> None:
    """Run work on its thread; how it ended is told by its progress."""
    try:
        progress(0, 0)
        work(progress)
    except Cancelled:
        progress.is_cancelled = True
    except ChatbotError as error:
        progress.error = str(error)
    except Exception as error:  # this thread's edge: told to the person, and logged without the file's content
        log.error("upload work failed", work=progress.name, error=type(error).__name__, where=where(error))
        progress.error = "Something went wrong on our side. Nothing was changed; try again."
    progress.is_finished = True
