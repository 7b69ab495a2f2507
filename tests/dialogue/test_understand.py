from chatbot.dialogue.understand import scoped
from chatbot.messages import Prediction, Scored

INTENTS = (Scored("out_of_scope", 0.6), Scored("delivery_info", 0.3), Scored("greeting", 0.1))


def test_the_best_intent_counts_where_the_scope_score_says_that_a_message_is_for_the_shop() -> None:
    found = scoped(Prediction(INTENTS, in_scope_p=0.5))
    assert found.intent.label == "delivery_info"
    assert sum(each.p for each in found.intents) == 1


def test_what_is_likely_out_of_scope_stays_so() -> None:
    assert scoped(Prediction(INTENTS, in_scope_p=0.2)).intent.label == "out_of_scope"
