"""Making the generator: from wordings to a folder that serving loads."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from chatbot.acts import ACTS
from chatbot.config import ROOT, Settings
from chatbot.models.artifacts import load_manifest
from chatbot.models.generator import TOPICS, Gpt2, Prompt
from chatbot.training.dialogues import compose, write_dialogues
from chatbot.training.generator import IGNORED, Plan, Run, build_tokenizer, perplexity, tensors, train
from chatbot.training.generator_batches import Gpt2InBatches
from chatbot.training.generator_data import encode, read_public, read_samples
from chatbot.training.generator_export import export
from chatbot.training.generator_measure import Held, measure
from chatbot.training.wordings import Moment, acts_without_words, expand, read_customers, read_wordings, word

TRAINING = ROOT / "data" / "training"
TINY = {"vocab": 600, "layers": 1, "width": 32, "heads": 2, "epochs": 1.0, "batch_tokens": 2048, "dropout": 0.0}


@pytest.fixture(scope="module")
def dialogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = read_wordings(TRAINING / "dialogues" / "wordings")
    path = tmp_path_factory.mktemp("dialogues") / "dialogues.jsonl"
    counts = {"train": 150, "held_customers": 10, "held_wordings": 10}
    write_dialogues(compose(words, read_customers(TRAINING / "intents", words), counts, seed=1), path)
    return path


@pytest.fixture(scope="module")
def trained(dialogues: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    out = tmp_path_factory.mktemp("run")
    return out, train(Plan(out, **TINY), dialogues)


@pytest.fixture(scope="module")
def exported(trained: tuple[Path, dict[str, object]], dialogues: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that serving loads."""
    out, figures = trained
    folder = tmp_path_factory.mktemp("exported") / "generator"
    export(out / "hf", dialogues, folder, figures)
    return folder


def test_every_act_has_words_in_every_mood() -> None:
    words = read_wordings(TRAINING / "dialogues" / "wordings")
    assert acts_without_words(words) == []
    for act, meaning in ACTS.items():
        for mood in ("negative", "neutral", "positive"):
            if not meaning.fixed:
                text, topic = word(words, Moment(act, mood, "late", meaning.required), random.Random(1))
                assert text
                assert topic in TOPICS


def test_a_choice_in_a_wording_is_made_and_leaves_no_gap() -> None:
    found = {expand("Hello{, you| there|}!", random.Random(seed)) for seed in range(20)}
    assert found == {"Hello, you!", "Hello there!", "Hello!"}


def test_a_header_that_cannot_be_read_is_told_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "topics.tsv").write_text("")
    (tmp_path / "cores_x.txt").write_text("# note\n== greet ? what\nHello\n")
    with pytest.raises(ValueError, match=r"cores_x.txt line 2"):
        read_wordings(tmp_path)


def test_the_same_seed_composes_the_same_dialogues(dialogues: Path, tmp_path: Path) -> None:
    words = read_wordings(TRAINING / "dialogues" / "wordings")
    customers = read_customers(TRAINING / "intents", words)
    write_dialogues(
        compose(words, customers, {"train": 150, "held_customers": 10, "held_wordings": 10}, seed=1), tmp_path / "again"
    )
    assert (tmp_path / "again").read_bytes() == dialogues.read_bytes()


def test_the_shipped_dialogues_are_those_that_the_files_compose() -> None:
    lines = (TRAINING / "dialogues" / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    splits = [json.loads(line)["split"] for line in lines]
    assert splits.count("train") >= 3000
    seen = {
        turn["customer"]
        for line, split in zip(lines, splits, strict=True)
        if split == "train"
        for turn in json.loads(line)["turns"]
    }
    assert len(seen) > 5000


def test_only_the_words_of_the_reply_are_learned_from(dialogues: Path) -> None:
    sample = read_samples(dialogues, "train")[0]
    tokenizer = build_tokenizer([sample.words], 400)
    encoded = encode([sample], tokenizer)
    labels = tensors(encoded, pad=0)["labels"][0]
    assert tokenizer.decode(labels[labels != IGNORED]) == f"<|about:{sample.topic}|>{sample.words}<|end|>"


def test_training_and_serving_read_a_prompt_as_the_same_tokens(
    trained: tuple[Path, object], exported: Path, dialogues: Path
) -> None:
    served = Gpt2.load(exported)
    tokenizer = build_tokenizer([], 300).from_pretrained(trained[0] / "hf")
    for sample in read_samples(dialogues, "held_customers")[:20]:
        [(ids, prompt)] = encode([sample], tokenizer)
        assert served._tokens(sample.prompt) == tokenizer.convert_ids_to_tokens(ids[:prompt])


def test_the_exported_folder_holds_only_pinned_files_and_says_how_it_was_made(exported: Path) -> None:
    manifest = load_manifest(exported, "generator")
    assert set(manifest.files) == {"model.bin", "config.json", "vocabulary.json", "tokenizer.json", "judge.json"}
    metrics = json.loads((exported / "metrics.json").read_text())
    assert metrics["perplexity"]["held_customers"] > 1
    assert metrics["data_sha256"] in json.dumps(manifest.extra)
    assert "held-out" in (exported / "README.md").read_text()


def test_the_figures_of_a_model_are_measured_over_hostile_records_too(exported: Path, dialogues: Path) -> None:
    model = Gpt2InBatches.load(exported)
    found = measure(model, Held.read(dialogues), Settings(), 10, lambda items, label: items)
    assert (found["hostile"]["replies"], found["hostile"]["with_unsupported_facts"]) == (20, 0)
    assert found["drafts"]["refused"] > 0.5  # an untrained model says nothing that passes
    assert found["replies"]["plain_share"] > 0.5


def test_a_run_that_was_cut_goes_on_from_its_checkpoint(trained: tuple[Path, object], dialogues: Path, tmp_path: Path) -> None:
    plan = Plan(tmp_path, **TINY, save_every=2)
    model = GPT2LMHeadModel(GPT2Config(vocab_size=600, n_layer=1, n_embd=32, n_head=2, n_positions=256))
    tokenizer = build_tokenizer([sample.words for sample in read_samples(dialogues, "train")], 600)
    encoded = encode(read_samples(dialogues, "train"), tokenizer)
    Run(model, tokenizer, plan, "acts").fit(encoded[:100], 1.0, 1e-3)
    resumed = Run(GPT2LMHeadModel(model.config), tokenizer, plan, "acts")
    assert resumed.resume() > 0
    assert torch.equal(resumed.model.transformer.wte.weight, model.transformer.wte.weight)


def test_training_makes_the_words_less_surprising(dialogues: Path, tmp_path: Path) -> None:
    samples = read_samples(dialogues, "train")
    plan = Plan(tmp_path, **TINY)
    tokenizer = build_tokenizer([sample.words for sample in samples], 600)
    model = GPT2LMHeadModel(GPT2Config(vocab_size=len(tokenizer), n_layer=1, n_embd=32, n_head=2, n_positions=256))
    encoded = encode(samples, tokenizer)
    before = perplexity(model, encoded[:50], tokenizer.eos_token_id)
    Run(model, tokenizer, plan, "acts").fit(encoded, 2.0, 3e-3)
    assert perplexity(model, encoded[:50], tokenizer.eos_token_id) < before / 2


def test_a_base_from_a_folder_is_fine_tuned_and_served(dialogues: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    tokenizer = build_tokenizer(["where is my parcel"], 300)
    GPT2LMHeadModel(GPT2Config(vocab_size=len(tokenizer), n_layer=1, n_embd=32, n_head=2, n_positions=256)).save_pretrained(base)
    tokenizer.save_pretrained(base)
    figures = train(Plan(tmp_path / "run", base=str(base), epochs=0.2, batch_tokens=2048), dialogues)
    export(tmp_path / "run" / "hf", dialogues, tmp_path / "generator", figures)
    assert len(Gpt2.load(tmp_path / "generator").drafts(Prompt("greet"), 2, seed=1)) == 2


def test_public_texts_bring_no_number_link_or_address(tmp_path: Path) -> None:
    (tmp_path / "chitchat.csv").write_text(
        "text,answer\nhi 12,Write to a@b.example or see http://x.example by 5 pm\n", encoding="utf-8"
    )
    [text] = read_public(tmp_path)
    assert text == "<|customer|>hi (number)<|say|>Write to or see by pm"


def test_drafts_written_ahead_are_those_that_the_composer_then_finds() -> None:
    model = Gpt2InBatches.load(ROOT / "data" / "models" / "generator")
    asked = [(Prompt("ask_email", heard=heard), 2, 5) for heard in ("where is it", "track my parcel please")]
    model.write_ahead(asked, lambda items, label: items)
    assert all(len(model._ready[each]) == 2 for each in asked)
    assert [model.drafts(*each) for each in asked] == [model._ready[each] for each in asked]


def test_the_exported_model_is_as_sure_of_the_words_as_the_trained_one() -> None:
    folder = ROOT / "data" / "models" / "generator"
    held = Held.read(TRAINING / "dialogues" / "dialogues.jsonl")
    trained = json.loads((folder / "metrics.json").read_text())["perplexity"]["held_customers"]
    assert Gpt2InBatches.load(folder).perplexity(held.customers[:300]) == pytest.approx(trained, rel=0.1)
