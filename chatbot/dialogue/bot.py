"""One turn: understand, route, answer, remember."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chatbot.dialogue.compose import Composed, Composer
from chatbot.dialogue.routing import Router
from chatbot.dialogue.several import Several
from chatbot.dialogue.understand import Understand
from chatbot.knowledge.catalogue import Catalogue
from chatbot.messages import Answer, Context, CustomerMessage, DialogueState, Reply
from chatbot.skills.faq import offered_entries

HISTORY_TURNS = 4  # what the generator's prompt and a hand-off's summary can hold


@dataclass(frozen=True, slots=True)
class Bot:
    """Answers a message from what it is given; keeps nothing itself, so any thread may use it."""

    understand: Understand
    router: Router
    composer: Composer
    model_ids: Mapping[str, str]  # of the models that never change while it runs
    catalogue: Catalogue  # what products are searched in; shared with the staff's pages, which try it

    def reply(
        self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None], part: Callable[[str], None]
    ) -> Reply:
        """Return the whole turn, with the state after it.

        Args:
            message: what the customer sent.
            state: what was remembered after the turn before.
            stage: told what is being done, by a name of docs/protocol.md.
            part: given pieces of the reply's text in order, as soon as they are sure.
        """
        stage("thinking")
        context = self.understand(message, state, stage)
        answer = Several(self.understand, self.router).answer(context)
        stage("writing")
        composed = self.composer.compose(answer, context, part)
        return self._remember(context, answer, composed)

    def _remember(self, context: Context, answer: Answer, composed: Composed) -> Reply:
        state = answer.state or context.state
        acts = {say.act for say in answer.say}
        history = (*state.history, (context.message.text, composed.text))[-HISTORY_TURNS:]
        return Reply(
            text=composed.text,
            answer=answer,
            understanding=context.understanding,
            state=replace(
                state,
                history=history,
                offered_human="offer_human" in acts,
                wish_asked="ask_wish" in acts,
                offered_faqs=offered_entries(answer),
            ),
            candidates=context.candidates,
            written_by=composed.written_by,
            refusals=composed.refusals,
            kb_version=self.understand.kb_version,
            model_ids={**self.model_ids, "classifier": self.understand.classifier_id},
        )
