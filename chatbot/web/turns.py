"""Runs the bot on native threads: one turn at a time per conversation, in order, many conversations at once.

The database is the queue (`storage.turns`); a wake-up only says where to look. So a lost wake-up, a crash or a second
process cannot lose a message: the watch looks once a second for turns that nobody works on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, Protocol

import structlog

from chatbot.config import Settings
from chatbot.logs import where
from chatbot.messages import CustomerMessage, DialogueState, Reply, Turn
from chatbot.storage.turns import Finished, TurnQueue
from chatbot.web.outbox import Outbox
from chatbot.web.rendering import as_payload

log = structlog.get_logger()

WATCH_EVERY_S = 1.0  # what a turn waits at most after the process that ran it died
KEPT = "Your message is kept, and you can ask for the answer again."
TROUBLES = {
    "turn_failed": f"Something went wrong while we were answering. {KEPT}",
    "turn_late": f"This takes longer than it should. {KEPT}",
}


class Bot(Protocol):
    def reply(
        self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None], part: Callable[[str], None]
    ) -> Reply:
        """Answer one message. Runs on a native thread; tells what it does by `stage`, and pieces of its text by `part`."""


class TurnGivenUp(Exception):
    """Raised into a bot that goes on after its deadline, so that its thread is free again."""


class Turns:
    def __init__(self, bot: Bot, queue: TurnQueue, outbox: Outbox, settings: Settings) -> None:
        self._bot = bot
        self._queue = queue
        self._outbox = outbox
        self._settings = settings
        self._threads = self._new_threads()
        self._woken: set[str] = set()  # conversations with a look-up on its way to a thread
        self._stuck: set[str] = set()  # names of turns past their deadline whose thread has not come back
        self._running: dict[str, tuple[Turn, float]] = {}  # by name; the deadline is by the monotonic clock
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to answer, with what an earlier process left unanswered."""
        threading.Thread(target=self._watch, name="turn-watch", daemon=True).start()

    def wake(self, conversation_id: str) -> None:
        """Say that a message waits in this conversation; returns at once, from any thread."""
        if conversation_id not in self._woken and not self._stopping.is_set():
            self._woken.add(conversation_id)
            try:
                self._threads.submit(self._answer_next, conversation_id)
            except RuntimeError:  # the threads were just stopped or replaced; the watch, or the next start, looks again
                self._woken.discard(conversation_id)

    def stop(self) -> None:
        """Let running turns end, begin no other; what still waits is answered after the next start."""
        self._stopping.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _answer_next(self, conversation_id: str) -> None:
        self._woken.discard(conversation_id)
        try:
            turn = self._queue.claim(conversation_id)
            if turn is not None:
                self._answer(turn)
                self.wake(conversation_id)
        except Exception as error:  # the database itself: the watch tries again
            log.error("turn queue", conversation=conversation_id, error=type(error).__name__, where=where(error))

    def _answer(self, turn: Turn) -> None:
        if turn.tries > self._settings.turn_attempts:
            self._give_up(turn, "turn_failed", "ended the process too often")
            return
        name, started = name_of(turn), time.monotonic()
        deadline = started + self._settings.turn_deadline_s
        self._running[name] = (turn, deadline)
        progress = Progress(self._outbox, turn, deadline, lambda: name in self._running)
        try:
            reply = self._bot.reply(turn.message, turn.state, progress.stage, progress.part)
            finished = self._queue.finish(turn, reply, latency_ms=round((time.monotonic() - started) * 1000))
        except TurnGivenUp:
            pass
        except Exception as error:  # the one place where a bot's mistake ends: logged without the customer's words
            log.error("turn failed", turn=name, error=type(error).__name__, where=where(error))
            self._give_up(turn, "turn_failed", type(error).__name__)
        else:
            if finished is not None:
                self._send(turn, finished)
        self._running.pop(name, None)  # not reached when even the giving up cannot be stored: the watch tries that again
        self._stuck.discard(name)

    def _send(self, turn: Turn, finished: Finished) -> None:
        room, seq = turn.message.conversation_id, turn.message.seq
        if finished.message is None:
            self._outbox.put("stage", {"for_seq": seq, "name": "done", "deadline_ms": 0}, room)
        else:
            self._outbox.put("reply", {"for_seq": seq, "message": as_payload(finished.message)}, room)
        if finished.rating_wanted is not None:
            self._outbox.put("rating_wanted", {"seq": finished.rating_wanted}, room)
        if finished.handoff is not None:
            self._outbox.put("handoff", {"status": finished.handoff, "agent": ""}, room)

    def _give_up(self, turn: Turn, code: str, error: str) -> None:
        if self._queue.fail(turn, error):
            payload = {"for_seq": turn.message.seq, "code": code, "message": TROUBLES[code], "may_retry": True}
            self._outbox.put("trouble", payload, turn.message.conversation_id)

    def _watch(self) -> None:
        while True:
            try:
                self._end_late_turns()
                self._replace_stuck_threads()
                for conversation_id in self._queue.waiting_conversations():
                    self.wake(conversation_id)
            except Exception as error:  # the watch itself must not end
                log.error("turn watch", error=type(error).__name__, where=where(error))
            if self._stopping.wait(WATCH_EVERY_S):
                return

    def _end_late_turns(self) -> None:
        for name, (turn, deadline) in list(self._running.items()):
            if time.monotonic() > deadline:
                log.error("turn late", turn=name)
                self._give_up(turn, "turn_late", "deadline")
                if self._running.pop(name, None) is not None:
                    self._stuck.add(name)
                self.wake(turn.message.conversation_id)

    def _replace_stuck_threads(self) -> None:
        """Go on with new threads when none came back: a hang in foreign code cannot be ended, and must not end the chat."""
        if len(self._stuck) >= self._settings.turn_threads:
            log.error("all turn threads hang", turns=len(self._stuck))
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = self._new_threads()
            self._stuck.clear()
            self._woken.clear()

    def _new_threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._settings.turn_threads, thread_name_prefix="turn")


class Progress:
    """Tells the customer how a turn goes on; silent while a person has the conversation."""

    def __init__(self, outbox: Outbox, turn: Turn, deadline: float, is_running: Callable[[], bool]) -> None:
        self._outbox = outbox
        self._turn = turn
        self._deadline = deadline
        self._is_running = is_running
        self._parts = 0

    def stage(self, name: str) -> None:
        self._put("stage", name=name, deadline_ms=max(0, round((self._deadline - time.monotonic()) * 1000)))

    def part(self, text: str) -> None:
        self._put("reply_part", n=self._parts, text=text)
        self._parts += 1

    def _put(self, event: Literal["stage", "reply_part"], **payload: str | int) -> None:
        if not self._is_running():
            raise TurnGivenUp
        if self._turn.state.handoff != "taken":
            self._outbox.put(event, {"for_seq": self._turn.message.seq, **payload}, self._turn.message.conversation_id)


def name_of(turn: Turn) -> str:
    return f"{turn.message.conversation_id}:{turn.message.seq}:{turn.attempt}"
