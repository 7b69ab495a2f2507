"""Nothing that was acked is lost or answered twice, however a serving process ends."""

from __future__ import annotations

import os
import signal
import time

import psutil

from tests.visitor import PATIENCE_S


def replies_to(server, visitor, seq):
    sql = "select text from messages where conversation = ? and reply_to = ? and author = 'bot'"
    return server.rows(sql, visitor.conversation, seq)


def test_a_message_acked_before_a_power_cut_is_answered_once_after_it(start_server, visit):
    server = start_server()
    visitor = visit(server)
    slow, waiting = visitor.send("slow 2")["seq"], visitor.send("hello")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.kill()
    server.start()
    back = visit(server, visitor.token, waiting)

    assert back.ready["pending"] in (slow, waiting, None)
    back.wait_for("reply", lambda reply: reply["for_seq"] == waiting)
    assert len(replies_to(server, visitor, slow)) == len(replies_to(server, visitor, waiting)) == 1


def test_a_restart_answers_also_who_does_not_come_back(start_server, visit):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send("slow 1")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.kill()
    server.start()

    eventually(lambda: replies_to(server, visitor, seq))


def test_a_worker_that_dies_is_replaced_and_its_turn_is_answered_once(start_server, visit):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send("slow 2")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    for worker in psutil.Process(server.pid).children():
        os.kill(worker.pid, signal.SIGKILL)

    eventually(lambda: replies_to(server, visitor, seq))
    assert server.rows("select attempts from turns where conversation = ?", visitor.conversation) == [(2,)]
    assert len(replies_to(server, visitor, seq)) == 1


def test_a_second_process_takes_over_what_a_dead_one_had_begun_and_nothing_else(start_server, visit):
    first, second = start_server(), start_server()
    visitor, other = visit(first), visit(first)
    begun, done = visitor.send("slow 2")["seq"], other.ask("hello")["reply_to"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    time.sleep(1.5)  # the second process looks around, and must leave alone what the first one does
    assert first.rows("select attempts from turns where conversation = ?", visitor.conversation) == [(1,)]
    first.kill()

    eventually(lambda: replies_to(second, visitor, begun))
    assert len(replies_to(second, visitor, begun)) == len(replies_to(second, other, done)) == 1


def test_a_message_that_ends_every_process_is_given_up(start_server, visit):
    server = start_server()
    visitor = visit(server)
    visitor.send("crash")

    def is_given_up():
        return server.rows("select status from turns where conversation = ?", visitor.conversation) == [("failed",)]

    eventually(is_given_up)
    server.wait_until_healthy()
    assert visit(server, visitor.token).ask("hello")["text"] == "You said: hello"


def test_a_stop_lets_running_turns_end_and_leaves_the_rest_for_the_next_start(start_server, visit):
    server = start_server()
    visitor = visit(server)
    visitor.send("slow 1")
    waiting = visitor.send("hello")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    assert server.stop() == 0
    assert "was sent" not in server.log.read_text()  # the worker ended by itself
    assert visitor.wait_for("reply")["for_seq"] == 1
    assert replies_to(server, visitor, waiting) == []
    server.start()
    eventually(lambda: replies_to(server, visitor, waiting))


def test_an_interrupt_ends_at_once_and_loses_nothing(start_server, visit):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send("slow 1")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    assert server.stop(signal.SIGINT) == 0
    assert "was sent" not in server.log.read_text()
    server.start()
    eventually(lambda: replies_to(server, visitor, seq))


def eventually(is_so):
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
