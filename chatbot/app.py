"""`create_app`: the only place where concrete things meet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import Flask, Response
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from chatbot.config import ROOT, Settings
from chatbot.dialogue.active import ActiveClassifier
from chatbot.dialogue.assemble import build_bot
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import Encoders
from chatbot.storage import open_store
from chatbot.storage.api_keys import ApiKeys
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.customers import Customers
from chatbot.storage.db import Store
from chatbot.storage.settings import StoredSettings
from chatbot.storage.turns import TurnQueue
from chatbot.storage.waiting import Waiting
from chatbot.storage.workers import Worker
from chatbot.web import attachments, pages, server
from chatbot.web.admin import add_admin
from chatbot.web.admin.office import Office
from chatbot.web.api import add_api
from chatbot.web.api.callers import Doorman
from chatbot.web.api.services import ApiServices, TextReader
from chatbot.web.chat import NAMESPACE, Chat, Services
from chatbot.web.daily import Daily
from chatbot.web.desk import Desk
from chatbot.web.outbox import Outbox
from chatbot.web.scripts import slim
from chatbot.web.security import Limits, add_headers, may_connect
from chatbot.web.threads import ThreadedFlask
from chatbot.web.turns import Bot, Turns
from chatbot.web.waiting import WaitingRoom
from chatbot.web.webhooks import Courier
from chatbot.web.window import ShopWindow

MAX_UPLOAD_BYTES = 12_000_000  # a FAQ file of 10 MB and its form
MAX_EVENT_BYTES = 1_000_000  # one socket packet; a longer one ends the connection


@dataclass(frozen=True, slots=True)
class Chatbot:
    """What one app is made of; views find it as `current_app.extensions["chatbot"]`."""

    settings: Settings
    store: Store
    conversations: Conversations
    desk: Desk
    window: ShopWindow
    outbox: Outbox
    turns: Turns
    chat: Services
    sockets: SocketIO
    waiting_room: WaitingRoom
    daily: Daily
    courier: Courier

    def start(self) -> None:
        """Begin to send and to answer; called once, in the serving process, in the hub's thread."""
        self.outbox.start()
        self.turns.start()
        self.waiting_room.start()
        self.daily.start()
        self.courier.start()

    def stop(self) -> None:
        """End gracefully: running turns end and are sent, then clients are told to come back later."""
        self.waiting_room.stop()
        self.daily.stop()
        self.courier.stop()
        server.stop_turns_then_sockets(self.turns.stop, self.sockets.server.eio)

    def check_database(self) -> None:
        """Read something; raises what a broken database raises."""
        self.store.db.execute("select 1 from settings limit 1")


def create_app(settings: Settings, bot: Bot | None = None, store: Store | None = None) -> Flask:
    """Return an app of its own: nothing is shared with another one in the same process.

    Raises:
        DatabaseUnusable, ModelMissing, ModelRefused: with one sentence for the owner.
    """
    store = store or open_store(settings.db)
    bot = bot or build_bot(settings, store)
    secret = settings.secret_key.get_secret_value() if settings.secret_key else StoredSettings(store).secret_key()
    app = ThreadedFlask("chatbot", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.url_map.strict_slashes = False  # "/admin/" is as good as "/admin"
    app.config.update(SECRET_KEY=secret, MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES)
    app.extensions["chatbot"] = _chatbot(app, settings, bot, store, secret)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(attachments.blueprint)
    _add_staff_pages(app, bot)
    _add_api(app, bot)

    @app.after_request
    def secure(response: Response) -> Response:
        return add_headers(slim(response), settings.allowed_origins)

    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    return app


def _chatbot(app: Flask, settings: Settings, bot: Bot, store: Store, secret: str) -> Chatbot:
    worker = Worker(store.path)
    conversations = Conversations(store, worker.name)
    sockets = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,  # events of one client are done in the order they were sent
        cors_allowed_origins=may_connect(settings.allowed_origins),
        max_http_buffer_size=MAX_EVENT_BYTES,
        manage_session=False,
    )
    outbox = Outbox(lambda *args, **to: sockets.server.emit(*args, **to, namespace=NAMESPACE))
    turns = Turns(bot, TurnQueue(store, worker), outbox, settings)
    desk = Desk(conversations, CustomerData(store), outbox)
    chat = Services(settings, conversations, Customers(store), desk, Limits(settings), turns, outbox, secret)
    sockets.on_namespace(Chat(chat))
    watches = (WaitingRoom(Waiting(store, worker), outbox), Daily(store))
    return Chatbot(
        settings, store, conversations, desk, ShopWindow(store), outbox, turns, chat, sockets, *watches, Courier(store)
    )


def _add_staff_pages(app: Flask, bot: Bot) -> None:
    parts: Chatbot = app.extensions["chatbot"]

    def load_encoders() -> Encoders:
        shared: Encoders | None = getattr(getattr(bot, "understand", None), "encoders", None)
        return shared or Encoders.load(parts.settings.models_dir)  # a bot without models has none to share

    add_admin(app, Office(parts.settings, parts.store, parts.desk, bot, load_encoders), parts.sockets, parts.outbox)


def _add_api(app: Flask, bot: Bot) -> None:
    parts: Chatbot = app.extensions["chatbot"]

    @cache
    def load_own() -> Classifier:
        return Classifier.load(parts.settings.models_dir / "classifier")

    def load_classifier() -> Classifier:
        shared: ActiveClassifier | None = getattr(getattr(bot, "understand", None), "classifier", None)
        return shared.now() if shared else load_own()

    add_api(app, ApiServices(Doorman(ApiKeys(parts.store), parts.settings), TextReader(load_classifier)))
