"""Route a message: the first rule that has an answer gives it, and what goes for every answer is added."""

from __future__ import annotations

from chatbot.config import Settings
from chatbot.dialogue.languages import in_own_language
from chatbot.dialogue.lookups import Lookups, shown_once
from chatbot.dialogue.mood import heeded
from chatbot.dialogue.rules import rules_of
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import Sources, left_question
from chatbot.dialogue.waiting import while_waiting
from chatbot.messages import Answer, Context, Form, Say


class Router:
    """Route one message. `route` always returns an answer, since the last rule does."""

    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings
        self._sources = Sources(skills, settings)
        self._lookups = Lookups(skills, self._sources, settings)
        self._rules = rules_of(skills, self._sources, self._lookups, settings)

    def route(self, context: Context) -> Answer:
        """Return the answer of the first rule that has one, with an open form resumed and the mood heeded."""
        return self.heeded(context, self.answered(context))

    def answered(self, context: Context) -> Answer:
        """Return the answer of the first rule that has one, with an open form resumed."""
        _, answer = self.explain(context)
        answer = in_own_language(context, left_question(context, answer), self._settings.faq_beats_lookup)
        return shown_once(self._lookups.resumed(context, answer))

    def question_of(self, form: Form) -> Say:
        """Return what an open form asks for."""
        return self._skills.orders.resume(form)

    def heeded(self, context: Context, answer: Answer) -> Answer:
        """Return the answer with the mood heeded; who waits for a person is told no regret and called no second one."""
        if context.state.handoff == "waiting":
            return while_waiting(answer, context)
        return heeded(context, answer, self._skills.handoff, self._settings)

    def explain(self, context: Context) -> tuple[str, Answer]:
        """Return the name of the rule that answered, and its answer."""
        context = self._sources.fitting(context)
        for rule in self._rules:
            if rule.when(context) and (answer := rule.answer(context)) is not None:
                return rule.name, answer
        raise AssertionError("the last rule always answers")
