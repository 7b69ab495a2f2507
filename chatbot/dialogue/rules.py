"""The table of rules: which skill answers a message, and when. The first one whose skill does not say "not mine" does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.config import Settings
from chatbot.dialogue import forms
from chatbot.dialogue.changes import Changes, is_believed_change, is_no_change, is_sure_change
from chatbot.dialogue.evidence import (
    always,
    believes,
    either,
    faq_spoke_last,
    is_open,
    is_over,
    may_go_on_about_product,
    surely,
    wants,
)  # fmt: skip
from chatbot.dialogue.lookups import Lookups
from chatbot.dialogue.matters import compares_nothing
from chatbot.dialogue.mood import is_complaint, may_complain
from chatbot.dialogue.order_evidence import (
    asks_to_return,
    asks_when_product_comes,
    came_wrong,
    claims_of_order,
    goes_on_about_order,
    is_evidently_of_an_order,
    is_order_number,
)
from chatbot.dialogue.persons import Persons, asks_only_who, is_person_wanted
from chatbot.dialogue.product_cards import ProductCards
from chatbot.dialogue.scope import Scope, is_strange, may_say_nothing
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import Sources
from chatbot.dialogue.waiting import goes_back
from chatbot.dialogue.wishes import Wishes, is_unsure_wish, is_wish, may_be_named
from chatbot.messages import FILE_SENT, Answer, Context

# Where the FAQ has nothing, the page of the product that is named may: "guarantee led mask" is read as a return.
ABOUT_PRODUCTS = ("product_question", "product_recommendation", "store_info", "return_refund", "delivery_info")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str  # shown in the console and the records
    when: Callable[[Context], bool]
    answer: Callable[[Context], Answer | None]


def rules_of(skills: Skills, sources: Sources, lookups: Lookups, settings: Settings) -> tuple[Rule, ...]:
    """Return the rules in the order in which they are asked; the last one always answers."""
    persons, changes, scope = Persons(skills, sources), Changes(skills, settings), Scope(skills, settings)
    wishes, cards = Wishes(skills, sources, settings), ProductCards(skills, sources, settings)
    return (
        *_of_what_is_open(skills, sources, lookups, persons),
        *_of_talk(skills, sources, lookups, persons, wishes),
        *_of_what_was_shown(skills, sources, cards),
        *_of_products_and_orders(skills, lookups, cards, wishes, scope),
        *_of_faq(skills, sources, wishes),
        *_of_what_faq_lacks(skills, persons, changes, wishes),
        *_of_what_is_left(skills, sources, changes, scope),
    )


def _of_what_is_open(s: Skills, sources: Sources, lookups: Lookups, persons: Persons) -> tuple[Rule, ...]:
    """What was sent by a click, and what the last reply left open: a person, entries to choose from, a form."""
    return (
        Rule("a person has the conversation", _has_person, s.handoff.quiet),
        Rule("the customer goes back to the assistant", goes_back, s.handoff.left),
        Rule("someone may be in danger", always, s.smalltalk.danger),
        Rule("a person was offered and is wanted", s.handoff.is_accepted, persons.pass_on),
        Rule("a file was sent", _is_file, s.handoff.file_received),
        Rule("a chip names its answer", _is_chip, s.chosen),
        Rule("a person was offered and is not wanted", always, s.handoff.declined),
        Rule("an entry is taken of those asked about", _was_asked_which, sources.picked),
        Rule("an open form is left", _leaves_form, forms.stopped),
        Rule("nothing is wanted any more", is_over, s.smalltalk.over),
        Rule("an open form is filled", is_open, lookups.fill),
        Rule("what is to be done with a lost order is chosen", lookups.decides, persons.carry_out),
        Rule("an open form can't be filled", always, lookups.unfilled),
    )


def _of_talk(s: Skills, sources: Sources, lookups: Lookups, persons: Persons, wishes: Wishes) -> tuple[Rule, ...]:
    """Persons, courtesies, and messages that are known by their form."""
    return (
        Rule("who answers here", asks_only_who, s.smalltalk.introduce),
        Rule("how a person is reached", believes("human_agent"), persons.ways_to_reach),
        Rule("a person is asked for", is_person_wanted, persons.pass_on),
        Rule("someone is to be reached", surely("human_agent"), persons.offer),
        Rule("an order number alone", is_order_number, lookups.look_up_for_wish),
        Rule("the bot was not understood", always, s.smalltalk.puzzled),
        Rule("it is not said what to compare", compares_nothing, s.smalltalk.asked_of_what),
        Rule("what was shown is to be bought", _has_no_form, wishes.buying),
        Rule("it is taken note of", always, s.smalltalk.noted),
        Rule("small talk", sources.is_courtesy, s.smalltalk.answer),
    )


def _of_what_was_shown(s: Skills, sources: Sources, cards: ProductCards) -> tuple[Rule, ...]:
    """What goes on from the last answer."""
    return (
        Rule("goes on from what the FAQ said", sources.faq_goes_on, sources.faq("answer")),
        Rule("a thing of the matter that the FAQ spoke of", always, sources.of_matter),
        Rule("a thing of the order that was shown", goes_on_about_order, s.orders.of_item),
        Rule("how long the product that is meant is guaranteed", _has_no_form, s.products.promised),
        Rule("goes on from the products shown", always, cards.go_on),
    )


def _of_products_and_orders(s: Skills, lookups: Lookups, cards: ProductCards, wishes: Wishes, scope: Scope) -> tuple[Rule, ...]:
    """Wishes, and what the records of products and orders know better than the FAQ; then what is surely nothing for a shop."""
    return (
        Rule("whether a thing is in stock", wants("product_question", "store_info"), cards.in_stock),
        Rule("a bare wish for what the shop has", wishes.may_be_bare, wishes.shown),
        Rule("when a product comes", asks_when_product_comes, cards.expected),
        Rule("where is my order", is_evidently_of_an_order, lookups.track),
        Rule("advice on products", is_wish, cards.advise),
        Rule("a fact of the product that is meant", wants("product_question", "out_of_scope"), cards.fact),
        Rule("what the page of the product that is meant says", may_say_nothing, s.products.page_of_meant),
        Rule("nothing is said", may_say_nothing, s.smalltalk.asked_back),
        Rule("surely out of scope", scope.is_surely_strange, scope.limit),
    )


def _of_faq(s: Skills, sources: Sources, wishes: Wishes) -> tuple[Rule, ...]:
    """The FAQ, and before it what is asked of a kind of product or of the order that was shown."""
    return (
        Rule("a fact of the kind that is asked about", wishes.may_ask_of_kind, s.products.fact_of_kind),
        Rule("the FAQ asks back about a product", wishes.may_ask_of_product, sources.ask_of_product),
        Rule("when the order that was shown comes", _goes_on_from_no_faq, s.orders.expected),
        Rule("what the shop does for what came wrong", came_wrong, sources.made_good),
        Rule("the FAQ answers", always, sources.answer),
    )


def _of_what_faq_lacks(s: Skills, persons: Persons, changes: Changes, wishes: Wishes) -> tuple[Rule, ...]:
    """What the records or a person answer before the FAQ asks what is meant."""
    return (
        Rule("something is wrong with the order that was shown", claims_of_order, s.handoff.comfort),
        Rule("products of the kind that is asked for", _may_ask_for_kind, s.products.answer),
        Rule("of an order that was shown", wants("delivery_info"), s.orders.follow_up),
        Rule("what is noted on the order that was shown", always, s.orders.of_note),
        Rule("nothing but a thing of the shop's is named", may_be_named, wishes.shown),
        Rule("surely change or cancel an order", is_sure_change, changes.offer),
        Rule("a complaint", is_complaint, s.handoff.comfort),
        Rule("how the shop is reached", _has_no_form, persons.way),
    )


def _of_what_is_left(s: Skills, sources: Sources, changes: Changes, scope: Scope) -> tuple[Rule, ...]:
    """What is made of a message that nothing answers surely; the last rule always answers."""
    return (
        Rule("the FAQ asks back", _may_faq_ask, sources.faq("ask")),
        Rule("change or cancel an order", is_believed_change, changes.offer),
        Rule("out of scope", is_strange, scope.limit),
        Rule("joy that asks nothing", always, s.smalltalk.glad),
        Rule("a product that no record tells of", _may_be_of_product, sources.unknown_of_product),
        Rule("a product that the shop may have", _may_be_sought, s.products.lacking),
        Rule("what such a wish is mostly about", either(asks_to_return, surely("delivery_info")), sources.mostly),
        Rule("words of a complaint", may_complain, s.handoff.comfort),
        Rule("nothing reliable is known", always, s.handoff.no_answer),
    )


def _has_person(context: Context) -> bool:
    return context.state.handoff == "taken"


def _is_file(context: Context) -> bool:
    return context.message.choice == FILE_SENT


def _is_chip(context: Context) -> bool:
    return context.message.choice is not None


def _was_asked_which(context: Context) -> bool:
    return bool(context.state.offered_faqs)


def _leaves_form(context: Context) -> bool:
    text = context.message.text
    is_order = surely("order_cancel")(context) and forms.cancels_it(text)
    return is_open(context) and forms.wants_to_stop(text) and not is_order


def _has_no_form(context: Context) -> bool:
    return not is_open(context)


def _goes_on_from_no_faq(context: Context) -> bool:
    return not faq_spoke_last(context.state)


def _may_faq_ask(context: Context) -> bool:
    """Not beside the look-up's own question, when it is the order that is spoken of, or nothing is asked."""
    return not (is_open(context) and wants("order_status", "goodbye")(context))


_may_ask_for_kind = either(wants("product_question", "out_of_scope", "store_info"), is_no_change, is_unsure_wish)
_may_be_of_product = either(wants(*ABOUT_PRODUCTS), may_go_on_about_product)

_may_be_sought = wants("product_question", "product_recommendation")  # "any money off" asks the shop, and for no thing
