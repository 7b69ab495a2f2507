"""How long a product is guaranteed, where its own record tells: the shop's FAQ only knows what holds for all."""

from __future__ import annotations

from dataclasses import replace

from chatbot.knowledge.measures import attribute_shown
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import roots
from chatbot.messages import Answer, Context, Say
from chatbot.records import Product
from chatbot.skills import product_page as page
from chatbot.skills import product_talk_words as said_as
from chatbot.skills.product_answers import answer_of, spoken_of
from chatbot.skills.product_listening import listen
from chatbot.skills.product_talk import singled_out, words_of

_PROMISES = frozenset(roots("warranty warrantee guarantee guaranty garantie"))
TOLD = 2  # products
# Beside such a word they ask how long it holds. "How do I claim", "does it cover a sag" ask of the shop's rules.
_HOW_LONG = frozenset(
    roots("year yr month long longer longest length period term duration time many get have come give given there")
)


def promised(index: Index, context: Context) -> Answer | None:
    """Tell how long what is meant is guaranteed: of two each, of all that were shown where it is asked which.

    None where no product is meant, its record is silent, or more is asked.
    """
    if not _PROMISES & set(roots(index.repair(context.message.text))):
        return None
    talk = listen(index, context)
    question = replace(talk.question, unread=talk.question.unread - _PROMISES - _HOW_LONG)
    meant = talk.compared or talk.meant or singled_out(index, replace(talk, question=question))
    asks_which = bool(said_as.WHICH & {token.word for token in question.tokens}) and not talk.named
    meant = talk.shown if asks_which and len(talk.shown) > 1 else meant[:TOLD]
    left = question.unread - said_as.POINTING_WORDS - {word for each in meant for word in words_of(each)}
    told = {} if left else {each: fact for each in meant if (fact := _promise_of(each))}
    say = tuple(Say("product_fact", {"product": each.title, "fact": fact}) for each, fact in told.items())
    return answer_of([*told], say, spoken_of(context, [*told], context.message.text)) if say else None


def _promise_of(product: Product) -> str:
    """Return what the record, else the page of a product says of its guarantee; "" without such."""
    fields = (attribute_shown(name, value) for name, value in product.attributes if _PROMISES & set(roots(name)))
    said = (each for each in page.sentences_of(product.description) if _PROMISES & set(roots(each)))
    return next(fields, "") or next(said, "")
