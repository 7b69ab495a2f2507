"""Which classifier answers: the shipped one until a person puts another one live, and never none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from chatbot.config import Settings
from chatbot.dialogue.active import ActiveClassifier
from chatbot.dialogue.assemble import build_bot
from chatbot.messages import CustomerMessage, DialogueState
from chatbot.models.artifacts import load_manifest, write_manifest
from chatbot.storage.db import Store
from chatbot.storage.trainings import SHIPPED, Trainings


@pytest.fixture
def shipped(tiny_models: Path) -> Path:
    return tiny_models / "classifier"


@pytest.fixture
def trained(store: Store, shipped: Path) -> Callable[[], int]:
    """Make a finished training with a model of its own."""

    def make() -> int:
        trainings = Trainings(store)
        number = trainings.add("Olga", SHIPPED)
        folder = trainings.folder(number)
        shutil.copytree(shipped, folder)
        old = load_manifest(shipped)
        made = write_manifest(folder, "classifier", old.labels, {"name": f"corrected-{number}"})
        trainings.finish(number, made.id, {})
        return number

    return make


def test_a_model_put_live_answers_from_the_next_message_on(store: Store, tiny_models: Path, trained: Callable[[], int]) -> None:
    bot = build_bot(Settings(db=store.path, models_dir=tiny_models, generator="plain"), store)

    def model() -> str:
        reply = bot.reply(CustomerMessage("c", "hello", 1), DialogueState(), lambda name: None, lambda part: None)
        return reply.model_ids["classifier"]

    first, number = model(), trained()
    assert model() == first
    Trainings(store).put_live(number, "Olga")
    assert model() == Trainings(store).get(number).model_id != first
    Trainings(store).put_live(SHIPPED, "Olga")
    assert model() == first


def test_a_model_put_live_answers_after_a_restart_too(store: Store, shipped: Path, trained: Callable[[], int]) -> None:
    number = trained()
    Trainings(store).put_live(number, "Olga")

    assert ActiveClassifier(store, shipped).now().id == Trainings(store).get(number).model_id


def lose(folder: Path) -> None:
    shutil.rmtree(folder)


def damage(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"not a model")


def exchange(folder: Path) -> None:
    write_manifest(folder, "classifier", load_manifest(folder).labels, {"name": "somebody-elses"})


@pytest.mark.parametrize("harm", [lose, damage, exchange])
def test_where_the_live_model_cannot_be_used_the_shipped_one_answers(
    store: Store, shipped: Path, trained: Callable[[], int], harm: Callable[[Path], None]
) -> None:
    number = trained()
    harm(Trainings(store).folder(number))
    active = ActiveClassifier(store, shipped)
    Trainings(store).put_live(number, "Olga")

    with capture_logs() as logs:
        ids = {active.now().id for _ in range(3)}

    assert ids == {load_manifest(shipped).id}
    assert [each["event"] for each in logs] == ["the shipped classifier answers"]  # told once, with the reason
    assert str(number) in logs[0]["reason"]
