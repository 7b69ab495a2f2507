"""The bot against the shop's regression set: each question in a conversation of its own, a whole turn as a customer gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from chatbot.errors import ChatbotError
from chatbot.knowledge.regression import ACT_GROUPS, Expectation, parse
from chatbot.messages import CustomerMessage, DialogueState, Reply
from chatbot.storage.regression import Case, Result

HANDOFF_ACTS = frozenset(("handoff_made", "handoff_away", "handoff_kept", "handoff_noted"))
FEELINGS = frozenset(("apologise", "apologise_delay", "offer_human"))  # said beside what is done, never instead of it
Change = Literal["newly wrong", "newly right", "wrong", "right"]


class Answering(Protocol):
    def reply(
        self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None], part: Callable[[str], None]
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Compared:
    """A result beside that of the run before."""

    result: Result
    change: Change


def meets(reply: Reply, expected: Expectation) -> bool:
    """Whether a turn is what the shop expects. An entry that the bot asks about ("do you mean") counts as found."""
    if expected.kind == "faq":
        return reply.answer.faq is not None and reply.answer.faq.faq_id == expected.value
    if expected.kind == "intent":
        return reply.understanding.prediction.intent.label == expected.value
    if expected.kind == "act":
        return bool(set(ACT_GROUPS.get(expected.value, (expected.value,))) & set(reply.act.split("+")))
    return reply.answer.ticket is not None


def observed(act: str, faq_id: str, intent: str = "") -> Expectation:
    """Return what a turn did, in the form of an expectation: what could be expected of it from now on.

    Args:
        act: the acts of the reply, joined by "+".
        faq_id: the entry that was answered or asked about; "" for none.
        intent: told where the turn did nothing.
    """
    acts = [each for each in act.split("+") if each]
    if HANDOFF_ACTS & set(acts):
        return Expectation("handoff")
    if faq_id and {"faq_answer", "did_you_mean", "is_it_this"} & set(acts):
        return Expectation("faq", faq_id)
    done = next((each for each in acts if each not in FEELINGS), "".join(acts[:1]))
    group = next((name for name, members in ACT_GROUPS.items() if done in members), done)
    return Expectation("act", group) if group else Expectation("intent", intent)


def observe(reply: Reply) -> Expectation:
    """See `observed`."""
    faq = reply.answer.faq
    return observed(reply.act, faq.faq_id if faq else "", reply.understanding.prediction.intent.label)


def run(bot: Answering, cases: Sequence[Case], progress: Callable[[int, int], None] = lambda done, total: None) -> list[Result]:
    """Ask every question; return the results in their order. `progress` is told (done, total) and may end it by raising."""
    results = []
    for n, case in enumerate(cases):
        progress(n, len(cases))
        results.append(_ask(bot, n, case))
    progress(len(cases), len(cases))
    return results


def compare(results: Iterable[Result], before: Iterable[Result]) -> list[Compared]:
    """Set each result beside that of the same question and expectation in the run before; what got worse comes first."""
    was = {(each.question, each.expect): each.is_met for each in before}
    compared = [Compared(each, _change(each.is_met, was.get((each.question, each.expect)))) for each in results]
    order: list[Change] = ["newly wrong", "wrong", "newly right", "right"]
    return sorted(compared, key=lambda each: order.index(each.change))


def _ask(bot: Answering, n: int, case: Case) -> Result:
    expected = parse(case.expect)
    message = CustomerMessage(f"regression-{n}", case.question, seq=1)
    try:
        reply = bot.reply(message, DialogueState(), lambda name: None, lambda part: None)
    except ChatbotError as error:
        return Result(case.question, case.expect, f"error: {error}", False)
    label = reply.understanding.prediction.intent.label
    got = Expectation("intent", label) if expected.kind == "intent" else observe(reply)
    return Result(case.question, case.expect, str(got), meets(reply, expected))


def _change(is_met: bool, was_met: bool | None) -> Change:
    if was_met is None or was_met == is_met:
        return "right" if is_met else "wrong"
    return "newly right" if is_met else "newly wrong"
