"""Make the bot from its models, skills and sources; the web and the command line use the same one."""

from __future__ import annotations

from collections.abc import Callable

from chatbot.config import Settings
from chatbot.dialogue.active import ActiveClassifier
from chatbot.dialogue.bot import Bot
from chatbot.dialogue.compose import Composer
from chatbot.dialogue.routing import Router
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.understand import Understand
from chatbot.knowledge.catalogue import Catalogue
from chatbot.knowledge.faq_search import FaqSearch
from chatbot.models.encoder import Encoders
from chatbot.skills.entities import Known
from chatbot.skills.faq import FaqSkill
from chatbot.skills.handoff import HandoffSkill
from chatbot.skills.known_numbers import KnownNumbers
from chatbot.skills.order_gate import OrderGate
from chatbot.skills.orders import OrdersSkill
from chatbot.skills.products import ProductsSkill
from chatbot.skills.smalltalk import SmalltalkSkill
from chatbot.storage.db import Store
from chatbot.storage.orders import OrderFailures, Orders
from chatbot.storage.products import Products
from chatbot.storage.sessions import Sessions


def build_bot(settings: Settings, store: Store) -> Bot:
    """Load the models and return the bot.

    Raises:
        ModelMissing, ModelRefused: a model folder is not what its manifest says.
    """
    encoders = Encoders.load(settings.models_dir)
    classifier = ActiveClassifier(store, settings.models_dir / "classifier")
    composer = Composer.load(settings)
    search = FaqSearch(store, encoders.faqs, settings.models_dir / "faq_decision")
    ids = {"encoder": encoders.faqs.id, "generator": composer.model_id}
    catalogue = Catalogue(Products(store), encoders.products)
    known = KnownNumbers(Orders(store), catalogue)
    return Bot(
        understand=Understand(classifier, encoders, search, known, catalogue.is_name, catalogue.named),
        router=Router(build_skills(settings, store, search, catalogue, known), settings),
        composer=composer,
        model_ids=ids,
        catalogue=catalogue,
    )


def build_skills(settings: Settings, store: Store, search: FaqSearch, catalogue: Catalogue, known: Callable[[], Known]) -> Skills:
    orders = Orders(store)
    return Skills(
        faq=FaqSkill(search, settings),
        orders=OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings), settings, known),
        products=ProductsSkill(catalogue),
        smalltalk=SmalltalkSkill(settings),
        handoff=HandoffSkill(settings, Sessions(store).is_anybody_here),
    )
