"""A shop in which every text that somebody can write is a script injection, and the traps that tell when one is more than text."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from chatbot.knowledge.entries import FaqRow
from chatbot.messages import CustomerMessage, Ticket
from chatbot.records import OrderRecord, ParcelRecord, Product
from chatbot.storage import open_store
from chatbot.storage.conversations import Conversations
from chatbot.storage.customers import Customer, Customers
from chatbot.storage.db import Store
from chatbot.storage.faqs import Draft, Faqs
from chatbot.storage.notes import CannedAnswers, Notes
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.storage.staff import Staff
from chatbot.storage.tickets import insert_ticket

ATTACKS: list[str] = json.loads((Path(__file__).parent / "script_injections.json").read_text(encoding="utf-8"))
HELP = "/help/attacks"

# Whatever runs sets `attacked`, in its own window or in the one around it.
TRAP = """Object.defineProperty(window, "attacked", { set() { console.error("a script ran") } });
document.addEventListener("securitypolicyviolation", (event) => console.error("forbidden: " + event.violatedDirective))"""
# What no page of ours holds: code in attributes and addresses, foreign programs and documents.
FIND_MARKUP = """() => {
  const isCode = (address) => { try { return /^(javascript|vbscript|data|livescript|feed|blob|file|jar|filesystem|view-source):/
    .test(new URL(address, location.href)) } catch { return false } };
  const addresses = ["href", "src", "action", "formaction", "data", "ping", "xlink:href"];
  return [...document.querySelectorAll("*")].filter((node) =>
    node.matches("script:not([src]), style, iframe, object, embed, base, frame, math, foreignObject, applet, xss, marquee, video")
    || node.localName === "script" && new URL(node.src).origin !== location.origin
    || [...node.attributes].some(({ name, value }) => name.startsWith("on") || name === "srcdoc"
      || name === "style" && /url|expression|binding|behavior|animation|transition/.test(value)
      || addresses.includes(name) && isCode(value))
  ).map((node) => node.outerHTML.slice(0, 200)) }"""


class Watch:
    """Looks at the pages of one tab, and collects what is more than text there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(TRAP)
        self.found: list[str] = []
        self.page.on("dialog", lambda dialog: (self.found.append("a dialog"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.found.append(str(error)))
        self.page.on("console", lambda message: self.found.append(message.text) if message.type == "error" else None)

    def look(self, url: str = "") -> Watch:
        """Open a page, or look at the one that is open."""
        if url:
            self.page.goto(url)
        self.found += [f"{self.page.url}: {markup}" for markup in self.page.evaluate(FIND_MARKUP)]
        return self


def attack(number: int) -> str:
    """The attacks again and again, for any number."""
    return ATTACKS[number % len(ATTACKS)]


def fill(db: Path) -> str:
    """Make the shop; return the id of the conversation in which customer, staff and notes say every attack."""
    store = open_store(db)
    Products(store).replace(products(), np.zeros((len(ATTACKS), 4), dtype=np.float32), "none")
    Orders(store).replace((f"O{n}", order(n)) for n in range(len(ATTACKS)))
    publish(store, "first")
    publish(store, "second")
    for n, text in enumerate(ATTACKS):
        Staff(store).add(f"clerk{n}@shop.test", "agent", name=f"{text} {n}")
        CannedAnswers(store).save(text, text)
    conversation = talk(store)
    for n in range(0, len(ATTACKS), 3):  # a page of their own for three attacks: name, id and address
        signed = Customers(store).open(Customer(attack(n), attack(n + 1), attack(n + 2)), is_new=True)
        Conversations(store).add_customer_message(CustomerMessage(signed, attack(n)), f"00000000-0000-4000-8000-{n:012}")
    store.close()
    return conversation


def products() -> list[Product]:
    """One for each attack; what else it says are other ones."""
    plain = Product("", "", price=Decimal("9.90"), stock=3)
    return [
        replace(
            plain, id=f"p{n}", title=text, category=text, url=attack(n), brand=attack(7 * n + 1), description=attack(11 * n + 2),
            material=attack(13 * n + 3), colors=(attack(n + 4), attack(n + 5)), sizes=(attack(n + 6), attack(n + 7)),
            tags=(attack(n + 8),), attributes=((attack(n + 9), attack(n + 10)),),
        )
        for n, text in enumerate(ATTACKS)
    ]  # fmt: skip


def order(n: int) -> OrderRecord:
    """One whose every field is an attack."""
    said = [attack(3 * n + each) for each in range(8)]
    parcel = ParcelRecord(
        "registered", (said[0],), said[1], said[2], said[3], note=said[4], status_said=said[5], status_written=said[6]
    )
    return OrderRecord(attack(n), said[7], said[1], said[2], said[3], said[4], (parcel,))


def publish(store: Store, name: str) -> None:
    """A version of the FAQ in which questions and answers are attacks, some of them others than in the version before."""
    rows = [
        FaqRow(text, attack(n + len(name)), f"f{n}", (attack(n + 1),), attack(n // 20), (attack(n + 2),), source_url=HELP)
        for n, text in enumerate(ATTACKS)
    ]
    counts = {"new": len(rows), "changed": 0, "removed": 0}
    entries = [(row.id, row.hash, row.content()) for row in rows]
    Faqs(store).publish(Draft(entries, attack(len(name)), attack(1), "replace", counts, Faqs(store).current()))


def talk(store: Store) -> str:
    conversations, notes = Conversations(store), Notes(store)
    conversation = conversations.create("hash", attack(0)[:20], attack(1))
    conversations.set_handoff(conversation, "taken", attack(0))
    for n, text in enumerate(ATTACKS):
        conversations.add_customer_message(CustomerMessage(conversation, text), f"00000000-0000-4000-9000-{n:012}")
        conversations.add_agent_message(conversation, text, text)
        notes.add(conversation, text, text)
        ticket = Ticket(f"T-{n}", "asked", text, text)
        store.write(lambda db, ticket=ticket: insert_ticket(db, conversation, ticket))
    conversations.rate(conversation, 1, attack(2))
    return conversation
