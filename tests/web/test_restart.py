"""Nothing that was acked is lost or answered twice, however a serving process ends."""

from __future__ import annotations

import os
import signal
import socket
import time

import psutil

from chatbot.web.server import KEEP_ALIVE_S
from tests.visitor import PATIENCE_S


def replies_to(server, visitor, seq):
    sql = "select text from messages where conversation = ? and reply_to = ? and author = 'bot'"
    return server.rows(sql, visitor.conversation, seq)


def test_a_message_acked_before_a_power_cut_is_answered_once_after_it(start_server, visit, gate):
    server = start_server()
    visitor = visit(server)
    slow, waiting = visitor.send(gate.words)["seq"], visitor.send("hello")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.kill()
    gate.open()
    server.start()
    back = visit(server, visitor.token, waiting)

    assert back.ready["pending"] in (slow, waiting, None)
    eventually(lambda: replies_to(server, visitor, waiting))  # perhaps before this visitor was back
    assert len(replies_to(server, visitor, slow)) == len(replies_to(server, visitor, waiting)) == 1


def test_a_restart_answers_also_who_does_not_come_back(start_server, visit, gate):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send(gate.words)["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.kill()
    gate.open()
    server.start()

    eventually(lambda: replies_to(server, visitor, seq))


def test_a_worker_that_dies_is_replaced_and_its_turn_is_answered_once(start_server, visit, gate):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send(gate.words)["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    for worker in psutil.Process(server.pid).children():
        os.kill(worker.pid, signal.SIGKILL)
    gate.open()

    eventually(lambda: replies_to(server, visitor, seq))
    assert server.rows("select attempts from turns where conversation = ?", visitor.conversation) == [(2,)]
    assert len(replies_to(server, visitor, seq)) == 1


def test_a_second_process_takes_over_what_a_dead_one_had_begun_and_nothing_else(start_server, visit, gate):
    first, second = start_server(), start_server()
    visitor, other = visit(first), visit(first)
    begun, done = visitor.send(gate.words)["seq"], other.ask("hello")["reply_to"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    time.sleep(1.5)  # the second process looks around, and must leave alone what the first one does
    assert first.rows("select attempts from turns where conversation = ?", visitor.conversation) == [(1,)]
    first.kill()
    gate.open()

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


def test_a_stop_lets_running_turns_end_and_leaves_the_rest_for_the_next_start(start_server, visit, gate):
    server = start_server()
    visitor = visit(server)
    visitor.send(gate.words)
    waiting = visitor.send("hello")["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.tell_to_stop()
    eventually(lambda: not server.is_listening())
    gate.open()
    assert server.wait() == 0
    assert "was sent" not in server.log.read_text()  # the worker ended by itself
    assert visitor.wait_for("reply")["for_seq"] == 1
    assert replies_to(server, visitor, waiting) == []
    server.start()
    eventually(lambda: replies_to(server, visitor, waiting))


def test_a_stop_does_not_wait_for_browsers_that_keep_their_connections(start_server):
    server = start_server()
    with socket.create_connection(("127.0.0.1", server.port), timeout=KEEP_ALIVE_S * 0.8) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert b"200 OK" in line.recv(4096)

        server.tell_to_stop()

        while line.recv(4096):
            pass
    assert server.wait() == 0


def test_an_interrupt_ends_at_once_and_loses_nothing(start_server, visit, gate):
    server = start_server()
    visitor = visit(server)
    seq = visitor.send(gate.words)["seq"]
    visitor.wait_for("stage", lambda stage: stage["name"] == "searching")

    server.tell_to_stop(signal.SIGINT)
    assert server.wait() == 0
    assert "was sent" not in server.log.read_text()
    gate.open()
    server.start()
    eventually(lambda: replies_to(server, visitor, seq))


def eventually(is_so):
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
