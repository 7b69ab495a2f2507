"""The parts of the quality report on the bot's own words, and on how alike it treats people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chatbot.dialogue.compose import Composer
from chatbot.messages import Reply
from chatbot.training.bench import Bench
from chatbot.training.fairness import ASPECTS, GroupFigures, Reader, Share, audit, group_figures, read_messages
from chatbot.training.generator_dialogues import read_buyers, talks
from chatbot.training.generator_measure import Held, measure
from chatbot.training.generator_reading import (
    LABELS,
    STAGES,
    Agreement,
    Reading,
    agreement,
    asked,
    mistaken,
    read_readings,
    shares,
)
from chatbot.training.quality import folded
from chatbot.training.report import Section, number, percent, table
from chatbot.training.swaps import REFERENCE_NAMES, REFERENCE_PERSON, Tables, make_swaps

DIALOGUES = 50
ASPECT_NAMES = {
    "intent": "intent",
    "sentiment": "sentiment",
    "decision": "decision",
    "answer": "what is shown",
    "hand_off": "hand-off",
}


def words(bench: Bench) -> Section:
    held = Held.read(bench.dialogues)
    f = measure(bench.generator, held, bench.settings, bench.prompts, bench.track)
    drafts, replies, hostile = f["drafts"], f["replies"], f["hostile"]
    write_dialogues(bench, bench.out / "dialogues.md")
    body = [
        f"{bench.generator.id} over {f['prompts']} held-out prompts: customers it has not learned from, half of them answered in wordings "
        f"that it has not learned either. [{DIALOGUES} whole dialogues as they came](dialogues.md); the rules are in "
        "[generator.md](generator.md).",
        table(
            ("figure", "value"),
            [
                ("perplexity, new customers in known wordings", number(f["perplexity_known_wordings"])),
                ("perplexity, new customers in new wordings", number(f["perplexity_new_wordings"])),
                ("single drafts that do the act asked for (by the judge)", percent(drafts["act_accuracy"])),
                ("the same among the drafts that grounding lets pass", percent(drafts["act_accuracy_passed"])),
                ("single drafts with a slot error", percent(drafts["slot_errors"])),
                ("single drafts refused by grounding", percent(drafts["refused"])),
                ("different bigrams of the drafts (distinct-2)", number(drafts["distinct_2"])),
                ("drafts that no training text holds as a whole", percent(drafts["not_seen_in_training"])),
                ("replies with a slot error, after grounding", str(replies["with_slot_errors"])),
                ("replies refused altogether: the plain sentence stands in", percent(replies["plain_share"])),
                ("replies with an unsupported fact", str(replies["with_unsupported_facts"])),
                (f"hostile replies ({hostile['replies']}) with an unsupported fact", str(hostile["with_unsupported_facts"])),
                ("hostile replies in the plain sentence", percent(hostile["plain_share"])),
            ],
        ),
        "Hostile records hold instructions, tags, odd prices, look-alike order numbers; each third message gives orders. The check that "
        "counts unsupported facts (`chatbot/training/hostile.py`) shares no rule with grounding: it takes the record's values out of the "
        "finished reply and looks for figures, claims, names and other states in what is left.",
        "Why single drafts were refused: "
        + ", ".join(f"{reason} ({count})" for reason, count in drafts["reasons"].items())
        + ".",
        *(f"- unsupported in `{act}`: “{claim}” in {text}" for act, claim, text in (*replies["claims"], *hostile["claims"])),
    ]
    readings = read_readings(bench.eval / "generator_readings.csv")
    judge = bench.generator.judge
    assert judge is not None
    pairs = {"the act asked for": asked(readings), "the act that it is nearest to otherwise": mistaken(readings)}
    pairs["both"] = [pair for some in pairs.values() for pair in some]
    pairs["both, of drafts that no training text holds as a whole"] = [
        each for each in pairs["both"] if each.words not in held.seen
    ]
    judged_by = {name: agreement(some, judge) for name, some in pairs.items()}
    body += [_reading(readings), _judge(judged_by)]
    by_hand = judged_by["both"]
    judged = {"words_judge_accuracy": by_hand.accuracy, "words_judge_kappa": by_hand.kappa}
    return Section("The bot's words", "\n\n".join(body), _word_figures(f) | judged)


def _reading(readings: Sequence[Reading]) -> str:
    told = {stage: shares(readings, stage) for stage in STAGES}
    first = next(iter(told.values()))
    rows = [
        (LABELS.get(name, name), *(f"{percent(hits / n)} ({hits} of {n})" for hits, n in (told[stage][name] for stage in STAGES)))
        for name in first
    ]
    return "**Read by a person**, each reply with the customer's message (`data/eval/generator_readings.csv`).\n\n" + table(
        ("label", *STAGES.values()), rows
    )


def _judge(by_pairs: Mapping[str, Agreement]) -> str:
    rows = [
        (
            name,
            str(a.n),
            number(a.accuracy),
            number(a.precision),
            number(a.recall),
            number(a.kappa),
            f"{a.judge_only}, {a.person_only}",
        )
        for name, a in by_pairs.items()
    ]
    wrong = "\n".join(
        f"- {'passed' if not pair.is_kept else 'missed'}, `{pair.act}`: {pair.words}"
        for pair in dict.fromkeys(by_pairs["both"].differ)
    )
    return (
        "**The judge of acts against that person**: does the first draft do the act? Precision and recall are the judge's yes, by the "
        "limit that grounding uses.\n\n"
        + table(("200 drafts, asked about", "pairs", "accuracy", "precision", "recall", "kappa", "wrongly passed, missed"), rows)
        + "\n\n"
        + folded("Where they differ", wrong)
    )


def _word_figures(f: dict[str, Any]) -> dict[str, float]:
    return {
        "words_perplexity_known": f["perplexity_known_wordings"],
        "words_perplexity_new": f["perplexity_new_wordings"],
        "words_act_accuracy": f["drafts"]["act_accuracy"],
        "words_act_accuracy_passed": f["drafts"]["act_accuracy_passed"],
        "words_draft_slot_errors": f["drafts"]["slot_errors"],
        "words_drafts_refused": f["drafts"]["refused"],
        "words_distinct_2": f["drafts"]["distinct_2"],
        "words_slot_errors": f["replies"]["with_slot_errors"] + f["hostile"]["with_slot_errors"],
        "words_refused": f["replies"]["plain_share"],
        "words_unsupported": f["replies"]["with_unsupported_facts"],
        "words_hostile_unsupported": f["hostile"]["with_unsupported_facts"],
    }


def write_dialogues(bench: Bench, path: Path) -> None:
    """Write held-out dialogues, drawn at random, as the whole bot answers them on the demo shop."""
    bot = replace(bench.bot, composer=Composer(bench.generator, bench.settings))
    told = talks(bot, bench.dialogues, read_buyers(bench.data / "orders.csv"), DIALOGUES)
    parts = [
        f"# {DIALOGUES} dialogues, as they came",
        "Written by `python -m chatbot evaluate`; do not edit. Held-out customers of many kinds of shops, drawn at random, talk to the "
        "demo shop, which sells outdoor goods: much of what they ask it cannot know. Their messages were written beforehand, so they do "
        "not react to the bot; where they tell an order number or an address, it is one of the demo shop's. Everything else is the bot "
        "as it is served: intents, answers, orders, products and words. Nothing was chosen or mended. In brackets: who worded each act.",
    ]
    for n, turns in enumerate(told, start=1):
        parts.append("\n".join([f"**{n}**", "", *(_turn(customer, reply) for customer, reply in turns)]))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _turn(customer: str, reply: Reply) -> str:
    shown = [" ".join(reply.text.split()) or "(nothing)"]
    shown += [f"[{', '.join(card.title for card in reply.answer.products)}]"] if reply.answer.products else []
    shown += [f"[{' · '.join(chip.label for chip in reply.answer.chips)}]"] if reply.answer.chips else []
    by = ", ".join(f"{act}: {writer}" for act, writer in reply.written_by.items())
    return f"> {customer}\n>\n> — {' '.join(shown)} *({by})*\n>"


def fairness(bench: Bench) -> Section:
    tables = Tables(bench.eval / "fairness")
    messages = read_messages(bench.eval, bench.messages)
    swaps = list(make_swaps(messages, tables, bench.every_group))
    groups = group_figures(audit(bench.track(swaps, "Swapped messages"), Reader(bench.bot)))
    how = "every group of each axis" if bench.every_group else "one group of each axis, in turn"
    body = [
        f"{len(messages)} messages of `data/eval`, each said again as somebody else would: in {how}, {len(swaps)} pairs. The tables of "
        f"names, dialects, frames and spellings are in `data/eval/fairness`. The other message of a pair has a {REFERENCE_NAMES} name for "
        f"the names, speaks of “{REFERENCE_PERSON}” for the gender, and is the message as written for the rest. Every message opens a "
        "conversation with the demo shop. Messages that a table leaves unchanged are not counted, so every swap is a real one, and a "
        "strong one: a dialect's features come all at once.",
        "A rude or curt message is meant to be read as angrier, so its flips of mood and hand-off are no fault; flips by name, gender and "
        "dialect are.",
        "**Flips**: the share of pairs whose two messages are treated differently, with its interval.",
        table(
            ("axis", "group", "pairs", *ASPECT_NAMES.values()),
            [_flip_row(each) for each in groups],
        ),
        "**Which way**: change of a share in points, with its bootstrap interval; bold where it is not explained by chance. Intent right: "
        "of the pairs whose intent a person has labelled, before → after.",
        table(
            ("axis", "group", "intent right", "read as negative", "answered", "handed over"),
            [_way_row(each) for each in groups],
        ),
    ]
    return Section("Fairness", "\n\n".join(body), _fairness_figures(groups))


def _flip_row(each: GroupFigures) -> tuple[str, ...]:
    shares = (each.flips[aspect] for aspect in ASPECTS)
    return (
        each.axis,
        each.group,
        str(each.n),
        *(f"{percent(one.value)} ({100 * one.low:.1f}–{100 * one.high:.1f})" for one in shares),
    )


def _way_row(each: GroupFigures) -> tuple[str, ...]:
    right = "–" if each.intent_right is None else f"{number(each.intent_right[0])} → {number(each.intent_right[1])}"
    return (each.axis, each.group, right, *(_points(one) for one in (each.negative, each.answered, each.hand_off)))


def _points(change: Share) -> str:
    text = f"{100 * change.value:+.1f} ({100 * change.low:+.1f} to {100 * change.high:+.1f})"
    return f"**{text}**" if change.is_sure else text


def _fairness_figures(groups: list[GroupFigures]) -> dict[str, float]:
    return {
        f"fairness_{each.axis}_{aspect}": each.flips[aspect].value for each in groups if each.group == "all" for aspect in ASPECTS
    }
