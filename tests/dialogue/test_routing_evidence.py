"""Where the classifier hesitates: the FAQ's and the catalogue's scores, short replies, and what is said in an open form."""

import pytest

from chatbot.config import Settings
from chatbot.dialogue.languages import understood
from chatbot.dialogue.matters import of_subject
from chatbot.dialogue.order_evidence import claims, is_of_an_order
from chatbot.dialogue.product_cards import may_have_denied
from chatbot.dialogue.sources import UNFIT, Sources
from chatbot.messages import Answer, Candidate, Context, CustomerMessage, DialogueState, Prediction, Say, Scored, Understanding
from chatbot.skills.entities import read_entities
from tests.dialogue.fakes import LAMP, Talk


def test_a_wish_for_what_the_shop_has_shows_it_where_the_classifier_hesitates(shop: Talk) -> None:
    assert shop.say("show me lamps", "delivery_info", p=0.5) == ["recommend"]
    assert shop.say("show me lamps", "complaint", p=0.95) != ["recommend"]
    assert shop.say("show me lamps", "out_of_scope", p=0.95) == ["recommend"]  # the catalogue knows better


def test_how_a_person_is_reached_is_told_and_a_person_is_offered(talk: Talk) -> None:
    talk.scores |= {"whats ur phone number": 0.95, "how do i reach a human": 0.5}
    assert talk.say("whats ur phone number", "human_agent") == ["faq_answer", "offer_human"]
    assert talk.say("how do i reach a human", "human_agent") == ["handoff_made"]


def test_who_asks_for_a_call_gets_a_person(talk: Talk) -> None:
    talk.scores["can someone phone me"] = 0.95
    assert talk.say("can someone phone me", "human_agent") == ["handoff_made"]


def test_a_person_is_called_by_a_word_for_one_or_a_sure_classifier_alone(talk: Talk) -> None:
    assert talk.say("body only", "human_agent", p=0.64) == ["no_answer", "offer_human"]
    assert talk.say("get me a human", "human_agent", p=0.64) == ["handoff_made"]
    talk.state = DialogueState()
    talk.scores["phone number?"] = 0.95
    assert talk.say("phone number?", "human_agent", p=0.98) == ["faq_answer", "offer_human"]


def test_the_faq_is_asked_about_before_a_weak_guess_that_an_order_is_to_be_changed(talk: Talk) -> None:
    talk.scores["can it come later"] = 0.5
    assert talk.say("can it come later", "order_change", p=0.57) == ["did_you_mean"]
    assert talk.say("can it come later", "order_change", p=0.9) != ["did_you_mean"]


def test_a_thing_of_the_shop_is_no_wish_to_change_an_order(shop: Talk) -> None:
    assert shop.say("teal lamps 3 arms", "order_change", p=0.95) == ["recommend"]
    assert shop.say("the teal lamps instead", "order_change", p=0.95) == ["order_to_person", "offer_human"]


def test_a_phone_number_that_is_asked_for_makes_no_ticket(talk: Talk) -> None:
    assert talk.say("phone number", "human_agent", p=0.98) == ["offer_human"]
    assert talk.answer.ticket is None


def test_a_number_beside_a_wish_opens_the_look_up_for_it(talk: Talk) -> None:
    talk.scores["i want to return order 1042"] = 0.9
    assert talk.say("i want to return order 1042", "return_refund") == ["faq_answer", "ask_email"]
    assert talk.say("maria@example.com") == ["order_on_its_way", "offer_human"]


def test_what_is_here_is_not_looked_for_again(talk: Talk) -> None:
    talk.say("where is order 1042", "order_status")
    assert talk.say("maria@example.com") == ["order_on_its_way"]
    talk.scores |= {"it arrived but the pole is cracked": 0.9, "it came on the 20th, what is my last day": 0.9}
    assert talk.say("it arrived but the pole is cracked", "order_status", p=0.91) == ["faq_answer"]
    assert talk.say("it came on the 20th, what is my last day", "order_status", p=0.71) == ["faq_answer"]
    assert "order_on_its_way" in talk.say("has it arrived?", "order_status", p=0.91)


def test_who_complains_that_an_order_is_not_here_gets_the_look_up(talk: Talk) -> None:
    assert talk.say("my order hasnt arrived, ridiculous", "complaint", "negative", p=0.67)[-1] == "ask_order_number"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Guten Tag, haben Sie Katzenstreu?", "nur Englisch"),
        ("hi do you speak german", "nur Englisch"),
        ("busco comida para gatos", "solo entiende inglés"),
        ("do you have a kindergarten set", ""),
        ("merci", ""),
    ],
)
def test_who_plainly_writes_another_language_reads_in_it_that_the_chat_is_english(talk: Talk, text: str, notice: str) -> None:
    talk.say(text, "account", p=0.3)
    assert notice in talk.answer.say[0].slots.get("notice", "")
    assert (talk.answer.say[0].act == "only_english") is bool(notice)


def test_hindi_in_latin_letters_is_brought_near_to_english() -> None:
    assert understood("mera order kab aayega") == "my order when will it come"
    assert understood("sofa 15000 ke andar") == "sofa under 15000"
    assert understood("the hai karate book") == "the hai karate book"


@pytest.mark.parametrize(
    ("text", "intent", "is_angry"),
    [
        ("15? on everything?", "product_question", False),
        ("its in junk thanks", "return_refund", False),
        ("this is a joke", "product_question", True),
        ("STILL NOTHING", "order_status", True),
    ],
)
def test_a_scrap_or_a_thank_you_is_no_anger_unless_it_says_so(talk: Talk, text: str, intent: str, is_angry: bool) -> None:
    assert talk.say(text, intent, "negative", p=0.5)[0].startswith("apologise") is is_angry


def test_who_tells_of_a_death_is_met_with_sympathy_and_no_excuse(talk: Talk) -> None:
    assert talk.say("my cat died last week and now another bag is coming", "complaint", "negative")[0] == "condole"


def test_the_faq_is_asked_about_before_something_is_called_strange(talk: Talk) -> None:
    talk.scores["my kettle smokes"] = 0.5
    assert talk.say("my kettle smokes", "out_of_scope", p=0.7) == ["did_you_mean"]


def test_trouble_with_a_thing_of_the_shop_is_never_called_strange(shop: Talk) -> None:
    assert shop.say("my lamp smokes", "out_of_scope", p=0.95) == ["no_answer", "offer_human"]
    assert shop.say("tell me a joke about a lamp", "out_of_scope", p=0.95) == ["limit"]


def test_who_is_not_annoyed_does_not_complain(talk: Talk) -> None:
    assert talk.say("can i trust this shop", "complaint") == ["no_answer", "offer_human"]
    assert talk.say("your service is a joke", "complaint", "negative")[0] == "apologise"


def test_a_weak_goodbye_ends_no_talk(talk: Talk) -> None:
    assert talk.say("that's too long", "goodbye", p=0.5) == ["no_answer", "offer_human"]


def test_what_says_nothing_is_asked_back_and_not_thanked_for(talk: Talk) -> None:
    assert talk.say("i need help", "thanks", p=0.46) == ["clarify"]
    assert talk.say("thank you", "thanks", p=0.98) == ["welcome"]
    assert talk.say("i have a question", "greeting", p=0.8) == ["greet"]


def test_still_nothing_is_no_goodbye(talk: Talk) -> None:
    assert "goodbye" not in talk.say("still nothing", "goodbye", "negative", p=0.92)


def test_in_the_look_up_no_faq_is_offered_for_where_the_order_is(talk: Talk) -> None:
    talk.say("#1042")
    talk.scores["when will it come"] = 0.5
    assert talk.say("when will it come", "order_status") == ["ask_email"]


def test_why_that_one_after_products_is_not_called_strange(talk: Talk) -> None:
    talk.state = DialogueState(last_products=("p1",))
    assert talk.say("why that one", "out_of_scope", p=0.7) == ["no_answer", "offer_human"]


def test_sorry_for_a_late_parcel_is_said_to_who_waits_for_one(talk: Talk) -> None:
    assert talk.say("you sent me an empty box", "order_status", "negative")[0] == "apologise"
    assert talk.say("where is my parcel", "order_status", "negative")[0] == "apologise_delay"


def test_never_mind_without_a_form_wants_nothing(talk: Talk) -> None:
    assert talk.say("ok never mind", "order_cancel", p=0.5) == ["welcome"]
    talk.scores["how do i cancel"] = 0.1
    assert talk.say("cancel", "order_cancel") != ["welcome"]


@pytest.mark.parametrize("text", ["i dont understand", "Huh?", "sorry, what do you mean"])
def test_who_does_not_understand_is_asked_back_and_not_told_to_stay_friendly(talk: Talk, text: str) -> None:
    assert "calm_limit" not in talk.say(text, "out_of_scope", "negative")
    assert talk.answer.say[-2 if talk.answer.say[-1].act == "offer_human" else -1].act == "clarify"


def test_the_surer_of_faq_and_catalogue_answers_a_wish_unless_a_card_is_called_so(shop: Talk) -> None:
    assert shop.say("a gift for my dad", "product_recommendation", p=0.6) == ["faq_answer"]
    assert shop.say("do you have lamps", "product_recommendation") == ["recommend"]


def test_what_shares_no_word_with_a_wish_is_no_answer_to_it(shop: Talk) -> None:
    shop.scores["any pegs from oslo"] = 0.82
    shop.questions["any pegs from oslo"] = "Do you deliver to Norway?"
    assert shop.say("any pegs from oslo", "product_recommendation") == ["no_products"]
    shop.questions["any pegs from oslo"] = "Where are your pegs made?"
    assert shop.say("any pegs from oslo", "product_recommendation") == ["faq_answer"]


@pytest.mark.parametrize(
    ("text", "question", "score"),
    [
        ("does it last", "How long does a helmet last?", UNFIT),  # the product is none
        ("how much are the boards", "How many boards do I need?", UNFIT),
        ("how much are the boards", "What do boards cost?", 0.8),
        ("how many boards do i need", "How many boards do I need?", 0.8),
        ("how much is delivery", "When do you deliver?", 0.8),
    ],
)
def test_an_entry_that_cannot_answer_about_the_product_is_asked_about_at_most(
    shop: Talk, text: str, question: str, score: float
) -> None:
    prediction = Prediction((Scored("product_question", 0.9),), 0.9)
    near = (Candidate("first", question, 0.8), Candidate("second", "What does it cost?", 0.5))
    context = Context(CustomerMessage("c", text), Understanding(prediction, read_entities(text), text), DialogueState(), near)

    found = shop.sources.fitting(context).candidates

    assert {each.question: each.score for each in found}[question] == score
    assert found[0].score == max(score, 0.5)


def test_the_entry_on_the_product_spoken_of_goes_before_those_alike_on_others() -> None:
    near = (Candidate("socks", "Can I return socks?", 0.85), Candidate("lamps", "Can I return lamps?", 0.2))
    lifted = of_subject(near, 1, UNFIT)
    assert [(each.faq_id, each.score) for each in lifted] == [("lamps", 0.85), ("socks", UNFIT)]
    assert of_subject(near, None, UNFIT)[0].score == UNFIT  # nobody knows which
    assert of_subject(near, 0, UNFIT) == near


def test_cards_that_may_have_what_is_not_wanted_are_not_shown_beside_what_the_faq_says_of_it() -> None:
    missed = {"missed": "without glue"}
    shown = Answer("products", (Say("recommend_near", missed),), products=(LAMP,), state=DialogueState())
    assert may_have_denied(shown)
    assert not may_have_denied(Answer("products", (Say("recommend_near", {"missed": "vegan"}),), products=(LAMP,)))


def test_the_record_that_holds_a_question_goes_before_entries_that_are_unlikely(shop: Talk) -> None:
    shop.scores |= {"which oil has a wick": 0.4, "which brass has a wick": 0.55, "and a wick too": 0.4}
    assert shop.say("which oil has a wick", "product_question") == ["product_page"]
    assert shop.say("which brass has a wick", "product_question") != ["product_page"]
    assert shop.say("and a wick too", "product_question") != ["product_page"]  # of the matter before


def test_a_product_that_no_record_tells_of_is_shown_with_an_honest_answer(shop: Talk) -> None:
    assert shop.say("can the lamp fly", "product_question") == ["no_answer", "offer_human"]
    assert shop.answer.products == (LAMP,)


def test_an_faq_that_only_may_answer_is_asked_about_when_a_product_is_named(shop: Talk) -> None:
    shop.scores["what lamp oil do i need"] = 0.65
    assert shop.say("what lamp oil do i need", "product_question") == ["did_you_mean"]


def test_what_only_the_faq_tells_of_is_answered_by_it_and_not_by_the_page(shop: Talk) -> None:
    shop.scores |= {"is there gluten in the lamp light": 0.7, "is there oil in the lamp light": 0.7}
    assert shop.say("is there gluten in the lamp light", "product_question") == ["faq_answer"]
    assert shop.answer.products == (LAMP,)
    assert shop.say("is there oil in the lamp light", "product_question") == ["product_page"]


def test_a_sure_entry_answers_although_it_shares_no_word_with_the_question(shop: Talk) -> None:
    shop.scores |= {"may my child of 15 take the lamp": 0.92, "may my dog of 15 take the lamp": 0.85}
    assert shop.say("may my child of 15 take the lamp", "product_question") == ["faq_answer"]
    assert shop.say("may my dog of 15 take the lamp", "product_question") == ["did_you_mean"]
    shop.scores["a light lamp for flying"] = 0.94
    assert shop.say("a light lamp for flying", "product_recommendation", p=0.95) == ["faq_answer"]


def test_the_page_that_holds_all_that_is_asked_of_a_product_goes_before_the_faq(shop: Talk) -> None:
    shop.scores |= dict.fromkeys(
        ("does the lamp light", "how do i light the lamp", "is delivery of the lamp light", "does a lamp glow"), 0.95
    )
    assert shop.say("does the lamp light", "product_question") == ["product_page"]
    assert [chip.payload for chip in shop.answer.chips] == ["faq:id"]
    assert shop.say("how do i light the lamp", "product_question") == ["faq_answer"]  # what to do
    assert shop.say("is delivery of the lamp light", "product_question") == ["faq_answer"]  # what the shop does
    assert shop.say("does a lamp glow", "product_question") == ["faq_answer"]  # of which the page says nothing


def test_when_a_sold_out_product_is_back_is_told_in_the_shops_words(shop: Talk) -> None:
    assert shop.say("when is the lantern back", "product_question") == ["product_sold_out", "recommend"]
    shop.scores["when is the lantern back"] = 0.89
    assert shop.say("when is the lantern back", "product_question") == ["product_sold_out", "faq_answer", "recommend"]


def test_a_thing_named_after_an_answer_is_no_wish_unless_that_is_likely(shop: Talk) -> None:
    shop.state = DialogueState(last_question="i got the wrong thing", history=(("i got the wrong thing", "Send us a photo."),))
    assert "recommend" not in shop.say("a red shade instead of nude", "product_recommendation", p=0.42)
    assert shop.say("a red shade instead of nude", "product_recommendation", p=0.8) == ["recommend"]


def test_what_seems_strange_is_answered_where_the_faq_is_surer(talk: Talk) -> None:
    talk.scores |= {"can you fix my old bike": 0.95, "what is the price of gold": 0.7}
    assert talk.say("can you fix my old bike", p=0.8) == ["faq_answer"]
    assert talk.say("what is the price of gold", p=0.8) == ["limit"]


def test_a_question_that_only_may_be_of_an_order_gets_the_shops_words_alone(talk: Talk) -> None:
    assert talk.say("how do i track my order", "order_status", p=0.5) == ["faq_answer"]
    assert talk.state.form is None


def test_who_asks_whether_a_person_answers_is_told_that_a_program_does(talk: Talk) -> None:
    assert talk.say("are you a real person?", "greeting") == ["introduce"]


def test_an_offer_of_questions_is_answered_in_words(talk: Talk) -> None:
    talk.state = DialogueState(offered_faqs=("a", "b"))
    assert talk.say("the second one") == ["faq_answer"]
    talk.state = DialogueState(offered_faqs=("a", "b"))
    assert talk.say("none of these") == ["no_answer", "offer_human"]


def test_ok_is_no_question(talk: Talk) -> None:
    assert talk.say("ok") == ["welcome"]


def test_who_does_not_want_the_person_that_was_offered_is_left_in_peace(talk: Talk) -> None:
    talk.state = DialogueState(offered_human=True)
    assert talk.say("no") == ["welcome"]


def test_a_weak_guess_calls_no_person(talk: Talk) -> None:
    assert talk.say("book an hour with an expert", "human_agent", p=0.3) == ["no_answer", "offer_human"]


def test_a_strange_question_in_an_order_dialogue_gets_the_limit_and_the_dialogue_goes_on(talk: Talk) -> None:
    talk.say("wheres my stuff", "order_status")
    assert talk.say("what is the capital of france") == ["limit", "ask_order_number"]
    assert talk.say("1042") == ["ask_email"]


def test_who_tells_more_of_the_trouble_is_not_told_that_no_number_was_read(talk: Talk) -> None:
    talk.say("wheres my stuff", "order_status")
    assert talk.say("its not here yet", "order_status") == ["ask_order_number"]


def test_who_has_no_order_number_is_offered_a_person(talk: Talk) -> None:
    talk.say("wheres my stuff", "order_status")
    assert talk.say("dont have the number", "order_cancel") == ["ask_order_number_again", "offer_human"]
    assert talk.say("i lost the email", "account") == ["offer_human"]


def test_why_the_look_up_asks_is_told(talk: Talk) -> None:
    talk.say("#1042")
    assert talk.say("why do you need my email", "account") == ["why_asked", "ask_email"]


def test_a_goodbye_ends_an_order_dialogue(talk: Talk) -> None:
    talk.say("#1042")
    assert talk.say("bye", "goodbye") == ["goodbye"]
    assert talk.state.form is None


def test_who_leaves_an_order_dialogue_crossly_is_let_go(talk: Talk) -> None:
    talk.say("#1042")
    assert talk.say("forget it", "complaint", "negative") == ["form_stopped"]


def test_the_order_that_was_shown_answers_what_its_record_holds(talk: Talk) -> None:
    talk.say("#1042")
    talk.say("maria@example.com")
    assert talk.say("which carrier", "delivery_info") == ["order_on_its_way"]
    assert talk.say("do you deliver to mars", "delivery_info") == ["no_answer", "offer_human"]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("maria@gmail.com", True),
        ("its maria@gmail.com", True),
        ("1042", True),
        ("order nr. FW-1042", True),
        ("cancel 1042", False),
        ("delete maria@gmail.com", False),
        ("500 euro", False),
        ("do you have the BL1850B", False),
        ("whats up with FW-1042", True),
        ("hello", False),
    ],
)
def test_an_address_or_a_number_without_a_wish_is_told_for_an_order(text: str, is_told: bool) -> None:
    assert is_of_an_order(text, read_entities(text)) is is_told


def test_what_the_faq_told_is_meant_by_it_and_not_the_products_beside_it(shop: Talk) -> None:
    words = (("gift wrapping", "We wrap it for 4."),)
    shop.state = DialogueState(last_question="gift wrapping", last_faq_id="id", last_products=("lamp",), history=words)
    shop.scores["how much is it"] = 0.95
    assert shop.say("how much is it", "product_question") == ["faq_answer"]


def test_a_detail_of_what_the_faq_asked_about_is_no_wish_for_a_product(shop: Talk) -> None:
    asked = (("can i return it", "Do you mean one of these?"),)
    shop.state = DialogueState(last_question="can i return it", offered_faqs=("id",), history=asked)
    shop.scores["its one of the lamps"] = 0.95
    assert shop.say("its one of the lamps", "product_recommendation") == ["faq_answer"]


def test_a_bare_name_is_a_wish_where_nothing_else_answers(shop: Talk) -> None:
    assert shop.say("show me lamps", "order_change", p=0.95) == ["recommend"]
    assert shop.say("show me lamps", "complaint", p=0.95) != ["recommend"]


def test_a_thing_of_the_order_that_was_shown_is_no_wish_for_one(talk: Talk) -> None:
    talk.say("1042", "order_status")
    talk.say("maria@example.com", "order_status")
    assert talk.say("and the lamp?", "product_recommendation") == ["order_on_its_way"]
    assert talk.say("and the tent?", "product_recommendation") != ["order_on_its_way"]


def test_the_name_of_one_product_right_after_an_answer_is_no_wish_to_buy_it(shop: Talk) -> None:
    shop.state = DialogueState(last_question="a piece is missing", history=(("a piece is missing", "Tell us of what."),))
    assert "recommend" not in shop.say("lamps", "return_refund", p=0.46)
    assert shop.say("show me lamps", "return_refund", p=0.46) == ["recommend"]


def test_how_many_there_are_tells_more_of_the_matter_and_is_no_wish(shop: Talk) -> None:
    shop.state = DialogueState(last_question="can i sell you lamps", history=(("can i sell you lamps", "Tell us which."),))
    assert "recommend" not in shop.say("about 40 lamps", "product_recommendation", p=0.6)


def test_a_size_that_no_product_has_is_told_of_where_the_faq_speaks_of_that_thing(shop: Talk) -> None:
    shop.scores |= {"in 60x40": 0.95, "lamp in 60x40": 0.95}
    assert shop.say("in 60x40", "product_recommendation") == ["faq_answer"]
    assert shop.answer.products == (LAMP,)
    assert shop.say("lamp in 60x40", "product_recommendation") == ["recommend_near"]  # no word of that entry is the lamp


def test_beside_an_order_number_only_a_word_for_a_change_makes_one(talk: Talk) -> None:
    assert talk.say("can my husband fetch 1042 instead of me, order 1042", "order_change")[0] == "ask_email"
    talk.state = DialogueState()
    assert talk.say("please cancel order 1042", "order_cancel") == ["order_to_person", "ask_email"]


def test_a_parcel_that_nobody_asks_after_opens_no_look_up(talk: Talk) -> None:
    assert "ask_order_number" not in talk.say("parcel for my sister, she must not see the price", "order_status", p=0.55)
    assert talk.say("the parcel for my sister, when does it come", "order_status", p=0.55) == ["ask_order_number"]


def test_a_thing_of_the_shop_or_a_price_is_never_called_strange(shop: Talk) -> None:
    assert shop.say("is the lamp real", "out_of_scope", p=0.95) == ["no_answer", "offer_human"]
    assert shop.say("not at home and its 410 pounds worth", "out_of_scope", p=0.95) == ["no_answer", "offer_human"]
    assert shop.say("who won the cup last night", "out_of_scope", p=0.95) == ["limit"]


def test_who_only_takes_note_gets_no_products(shop: Talk) -> None:
    assert shop.say("haha ok", "product_recommendation") == ["welcome"]


def test_a_doubtful_complaint_gets_no_word_of_regret(talk: Talk) -> None:
    assert talk.say("why so expensive", "complaint", "negative", p=0.51) == ["no_answer", "offer_human"]
    assert talk.say("ur useless", "complaint", "negative", p=0.51) == ["apologise", "offer_human"]


def test_a_late_parcel_is_regretted_only_to_who_waits_for_one(talk: Talk) -> None:
    text = "the girl said 28 days and your website says 30 so which is it"
    assert talk.say(text, "order_status", "negative", p=0.6)[0] == "apologise"
    assert talk.say("its been 12 days now for my parcel", "order_status", "negative")[0] == "apologise_delay"


def test_one_word_that_an_entry_surely_answers_is_no_thanks(talk: Talk) -> None:
    talk.scores["gluten"] = 0.86
    assert talk.say("gluten", "thanks", "positive") == ["faq_answer"]
    assert talk.say("you are a star", "thanks", "positive") == ["welcome"]


def test_an_order_number_is_never_called_strange(talk: Talk) -> None:
    assert talk.say("order 1042 what time today roughly", "out_of_scope", p=0.95)[0] != "limit"


def test_who_asks_whether_a_bot_answers_is_told_and_who_asks_for_a_person_gets_one(talk: Talk) -> None:
    assert talk.say("ur robot or person?", "human_agent", p=0.98) == ["introduce"]
    assert talk.say("are you a robot? get me a person", "human_agent", p=0.98) == ["handoff_made"]


def test_what_the_shop_says_of_poison_is_told_at_once(talk: Talk) -> None:
    talk.scores |= {"our puppy swallowed some putty": 0.8, "our puppy sings with the radio": 0.8}
    assert talk.say("our puppy swallowed some putty", p=0.9) == ["faq_answer"]
    assert talk.say("our puppy sings with the radio", p=0.9) != ["faq_answer"]


def test_nobody_is_told_sorry_who_complains_of_nothing(talk: Talk) -> None:
    assert "apologise" not in talk.say("it stands behind a wall, little light there", "product_question", "negative", p=0.35)
    assert talk.say("you sent us a box with a hole inside", "return_refund", "negative")[0].startswith("apologise")


def test_what_delivery_would_cost_is_asked_before_an_order_is_made(talk: Talk) -> None:
    assert "ask_order_number" not in talk.say("i want two desks and a chair, whats the delivery", "order_status", p=0.85)
    assert talk.say("i want to know where my delivery is", "order_status", p=0.9) == ["ask_order_number"]


def test_an_entry_that_is_on_another_matter_is_not_told_of_what_is_sold_out(shop: Talk) -> None:
    shop.scores["how heavy is the lantern"] = 0.95
    assert "faq_answer" not in shop.say("how heavy is the lantern", "product_question")


def test_a_sure_entry_goes_before_facts_that_hold_no_word_of_the_question(shop: Talk) -> None:
    assert shop.say("is the lamp dimmable", "product_question") == ["product_fact"]
    shop.scores["is the lamp dimmable"] = 0.95
    assert shop.say("is the lamp dimmable", "product_question") == ["product_fact"]
    shop.router._skills.faq.words = frozenset({"dimmable", "dimmabl"})  # type: ignore[attr-defined]
    assert shop.say("is the lamp dimmable", "product_question") == ["faq_answer"]


def test_an_unsure_greeting_that_says_something_is_none(talk: Talk) -> None:
    assert talk.say("r u hiring drivers", "greeting", p=0.5) != ["greet"]
    assert talk.say("hiya", "greeting", p=0.5) == ["greet"]


def test_what_seems_strange_and_is_likely_answered_is_asked_about(shop: Talk) -> None:
    assert shop.say("a gift for my dad", "out_of_scope", p=0.95) == ["did_you_mean"]


@pytest.mark.parametrize(
    "text", ["my kettle has not turned up", "our new chairs never arrived", "the kettle we bought last month hasnt come"]
)
def test_a_named_thing_that_has_not_come_is_looked_for(talk: Talk, text: str) -> None:
    assert talk.say(text, "out_of_scope", p=0.6) == ["ask_order_number"]


@pytest.mark.parametrize(
    "text", ["my refund has not arrived", "my size is not here", "my kettle did not come with a plug", "the sale hasnt come yet"]
)
def test_what_comes_in_no_parcel_is_not_looked_for(talk: Talk, text: str) -> None:
    assert "ask_order_number" not in talk.say(text, "out_of_scope", p=0.6)


def test_a_sure_entry_is_told_to_who_says_that_the_record_is_wrong(talk: Talk) -> None:
    talk.say("order 1042 maria@example.com", "order_status")
    talk.scores["tracking says it was left with me but it is not here"] = 0.97
    assert talk.say("tracking says it was left with me but it is not here", "order_status") == ["faq_answer", "offer_human"]
    assert talk.state.verified_orders == ("1042",)


def test_a_doubtful_entry_does_not_stand_in_for_the_record(talk: Talk) -> None:
    talk.say("order 1042 maria@example.com", "order_status")
    talk.scores["it is still not here"] = 0.7
    assert talk.say("it is still not here", "order_status")[0] == "order_on_its_way"


def test_an_order_that_is_looked_up_may_be_cancelled_and_is_no_end_of_the_looking_up(talk: Talk) -> None:
    talk.say("where is my order", "order_status")
    assert "form_stopped" not in talk.say("cancel it please", "order_cancel", p=0.97)
    talk.state = DialogueState()
    talk.say("where is my order", "order_status")
    assert talk.say("cancel", "order_cancel", p=0.97) == ["form_stopped"]


@pytest.mark.parametrize(
    ("text", "is_claimed"),
    [
        ("can i send back half of the tiles", False),
        ("may i return the kettle without its carton", False),
        ("half of the tiles never arrived", True),
        ("the kettle came without its lid", True),
    ],
)
def test_a_part_is_missing_only_of_what_was_sent(text: str, is_claimed: bool) -> None:
    assert claims(text) == is_claimed


def test_it_is_asked_of_what_a_difference_is_wanted(shop: Talk) -> None:
    assert shop.say("whats the difference between the 5 kg and 10 kg", "product_question") == ["clarify"]
    shop.state = DialogueState(last_products=("lamp",))
    assert shop.say("whats the difference between the 5 kg and 10 kg", "product_question") != ["clarify"]


def test_the_same_entry_is_not_told_again_for_a_thing_that_is_named_after_it(shop: Talk) -> None:
    faq = shop.router._skills.faq
    again = Answer("faq", (Say("faq_answer"), Say("offer_human")), faq=Candidate("id", "Which bulb do I need?", 0.9))
    shop.state = DialogueState(
        last_question="which bulb do i need", last_faq_id="id", history=(("which bulb do i need", "E27."),)
    )
    faq.answer = lambda context: again  # type: ignore[method-assign]
    shop.scores["the lamps"] = 0.95
    assert shop.say("the lamps", "product_recommendation") == ["recommend"]


def test_a_weak_guess_of_a_wish_asks_the_catalogue_for_the_kind(shop: Talk) -> None:
    assert shop.say("what lanterns have ye", "product_recommendation", p=0.2) == ["recommend"]


def test_cards_of_a_kind_that_a_question_mentions_are_not_spoken_of_afterwards(shop: Talk) -> None:
    shop.scores |= {"does it need a lamp": 0.5, "has the lamp a cable": 0.5}
    assert shop.say("does it need a lamp", "product_question") == ["did_you_mean"]
    assert not shop.answer.products
    assert shop.say("has the lamp a cable", "product_question") == ["did_you_mean"]
    assert shop.answer.products


def test_what_holds_no_word_of_thanks_is_none_where_an_entry_is_near(shop: Talk) -> None:
    assert courtesy_to(shop, "my ferns have wilted", 0.42) is False
    assert courtesy_to(shop, "my ferns have wilted", 0.2) is True
    assert courtesy_to(shop, "thanks, no more wilted ferns", 0.42) is True


def courtesy_to(shop: Talk, text: str, score: float) -> bool:
    prediction = Prediction((Scored("thanks", 0.94),), in_scope_p=1.0)
    found = (Candidate("id", "What if a plant is wilted?", score),)
    context = Context(CustomerMessage("c", text), Understanding(prediction, read_entities(text), text), DialogueState(), found)
    return Sources(shop.router._skills, Settings()).is_courtesy(context)


def test_who_else_fetches_an_order_is_no_change_of_it(talk: Talk) -> None:
    talk.scores |= {"my son can fetch it instead of me": 0.4, "can i have the red one instead": 0.4}
    assert talk.say("my son can fetch it instead of me", "order_change", p=0.95) == ["did_you_mean"]
    talk.state = DialogueState()
    assert talk.say("can i have the red one instead", "order_change", p=0.95) == ["order_to_person", "offer_human"]
