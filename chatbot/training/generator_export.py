"""Export a trained generator to the folder that serving loads: CTranslate2 int8, tokenizer, judge, manifest, card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ctranslate2.converters import TransformersConverter

from chatbot.models.artifacts import sha256_of, write_manifest
from chatbot.training.generator_data import read_samples
from chatbot.training.judge import Pair, train_judge

PUBLIC_SETS = """\
- `dialogues_ibm_twitter_care`: IBM, customer care dialogues of Twitter (Apache-2.0)
- `dialogues_sgd_sample`: Google, Schema-Guided Dialogue (CC BY-SA 4.0)
- `responses_bitext`: Bitext, customer support queries and replies (CDLA-Sharing-1.0), first paragraphs without placeholders
- `chitchat`: Microsoft Bot Framework personality chat (MIT)
- `intents_retail16`: customers' messages of Bitext (CDLA-Sharing-1.0), CLINC150 (CC BY 3.0), MultiDoGO (CDLA-Permissive-1.0),
  Banking77 (CC BY 4.0)"""


def export(
    hf: Path, dialogues: Path, models: Path, figures: Mapping[str, Any], command: str = "python scripts/train_generator.py"
) -> None:
    """Write the serving folder whole, then put it in place of the old one."""
    with tempfile.TemporaryDirectory(dir=_made(models.parent)) as folder:
        made = Path(folder) / "generator"
        TransformersConverter(str(hf), low_cpu_mem_usage=True).convert(str(made), quantization="int8")
        shutil.copy(hf / "tokenizer.json", made)
        judged = train_judge(wordings(dialogues, "train"), wordings(dialogues, "held_wordings"), made / "judge.json")
        record = {**figures, "shape": shape(hf), "judge": judged, "data_sha256": sha256_of(dialogues), "command": command}
        (made / "metrics.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        (made / "README.md").write_text(card(record), encoding="utf-8")
        write_manifest(made, "generator", extra={"name": "gpt2", "command": command, "data_sha256": record["data_sha256"]})
        if models.exists():
            shutil.rmtree(models)
        shutil.move(made, models)


def shape(hf: Path) -> dict[str, int]:
    """Return the model's layers, width and heads, as it was saved."""
    config = json.loads((hf / "config.json").read_text(encoding="utf-8"))
    return {"layers": config["n_layer"], "width": config["n_embd"], "heads": config["n_head"]}


def wordings(dialogues: Path, split: str) -> Sequence[Pair]:
    """Return each wording of the split once, with its act."""
    return sorted({(sample.words, sample.prompt.act) for sample in read_samples(dialogues, split)})


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def card(record: Mapping[str, Any]) -> str:
    """Return the model card."""
    shape, perplexity, base = record["shape"], record["perplexity"], record["plan"]["base"]
    before = record.get("before")
    start = "trained from scratch in two runs" if before else f"fine-tuned from `{base}`" if base else "trained from scratch"
    has_public = record.get("public_texts") or (before or {}).get("public_texts")
    public = f"First, for language only, these public sets:\n\n{PUBLIC_SETS}\n\nThen the" if has_public else "The"
    return f"""# The generator

A GPT-2 of {shape["layers"]} layers and width {shape["width"]}, {start}; {record["parameters"] / 1e6:.1f} M parameters;
exported to CTranslate2 int8. It words one dialogue act of a shop's support reply, with slots in place of facts; see
docs/generator.md. Not for free conversation: every draft has to pass `chatbot.dialogue.grounding`.

Trained by `{record["command"]}`. {public} project's own dialogues, `data/training/dialogues` (SHA-256
{record["data_sha256"][:16]}…), {record["samples"]["train"]} acts.

| held-out dialogues | perplexity of the words |
| --- | --- |
| customers never seen, wordings known | {perplexity.get("held_customers", "-")} |
| customers and wordings never seen | {perplexity.get("held_wordings", "-")} |

Limits: it knows the acts, slots and topics of its wordings and nothing else; on a message unlike those in training its opening is a general
one or misses the point, and about every fourth draft is refused. English only.

More figures are in metrics.json and docs/quality.md; `scripts/evaluate.py generator` measures them again.
"""
