"""What a message means, before anyone answers: one pass of each model, code for the entities, the nearest FAQ entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.dialogue.active import ActiveClassifier
from chatbot.knowledge.index import FaqSearch
from chatbot.messages import Context, CustomerMessage, DialogueState, Understanding
from chatbot.models.encoder import Encoder
from chatbot.skills.entities import read_entities
from chatbot.skills.faq import answered_before, search_texts


@dataclass(frozen=True, slots=True)
class Understand:
    classifier: ActiveClassifier
    encoder: Encoder
    search: FaqSearch

    def __call__(self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None]) -> Context:
        """Return the context that skills look at."""
        texts = search_texts(message.text, state)
        vectors = self.encoder.encode(texts)  # (texts, width)
        self.search.refresh()
        candidates = self.search.find(texts, vectors, answered=answered_before(message.text, state))
        understanding = Understanding(
            prediction=self.classifier.now().predict([message.text])[0],
            entities=read_entities(message.text),
            vector=vectors[0],
            search_text=texts[0],
        )
        return Context(message, understanding, state, candidates, stage)

    @property
    def classifier_id(self) -> str:
        return self.classifier.now().id

    @property
    def kb_version(self) -> int:
        return self.search.version
