"""Which acts follow which messages in composed dialogues, with the slots on hand: tables for `dialogues`."""

from __future__ import annotations

Plan = tuple[tuple[str, tuple[str, ...]], ...]  # the acts of one reply with the slots on hand

FAQ: tuple[str, tuple[str, ...]] = ("faq_answer", ("answer",))
FIRST_ACTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {  # how a reply to the intent may begin
    **dict.fromkeys(
        ("delivery_info", "return_refund", "payment_issue", "account", "store_info"), (FAQ, FAQ, FAQ, ("no_answer", ()))
    ),
    "order_status": (("ask_order_number", ()), ("ask_order_number", ()), FAQ),
    "order_cancel": (("ask_order_number", ()), ("order_to_person", ()), FAQ),
    "order_change": (("ask_order_number", ()), ("order_to_person", ()), FAQ),
    "product_question": (FAQ, ("product_fact", ("product", "fact"))),
    "product_recommendation": (("recommend", ()), ("recommend", ("wish",)), ("ask_wish", ())),
    "complaint": (("apologise", ()), ("offer_human", ()), FAQ),
    "human_agent": (("handoff_made", ("ticket", "hours")), ("handoff_away", ("ticket", "hours"))),
    "out_of_scope": (("limit", ()),),
}
FAQ_INTENTS = ("delivery_info", "return_refund", "payment_issue", "product_question", "account", "store_info", "order_cancel",
    "order_change", "order_status")  # fmt: skip
RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("order_preparing", ("order_number", "status", "eta")),
    ("order_preparing", ("order_number", "status")),
    ("order_on_its_way", ("order_number", "status", "carrier", "eta")),
    ("order_on_its_way", ("order_number", "status", "carrier")),
    ("order_on_its_way", ("order_number", "status", "eta")),
    ("order_delivered", ("order_number", "delivered_on", "carrier")),
    ("order_delivered", ("order_number", "delivered_on")),
    ("order_delivered", ("order_number",)),
    ("order_delayed", ("order_number", "reason", "eta")),
    ("order_delayed", ("order_number", "reason")),
    ("order_delayed", ("order_number",)),
    ("order_lost", ("order_number",)),
    ("order_ready", ("order_number", "place")),
    ("order_ready", ("order_number",)),
    ("order_closed", ("order_number", "status")),
    ("order_split", ("order_number", "count")),
)
