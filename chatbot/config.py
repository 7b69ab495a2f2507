"""Settings: what an owner or a developer may change, with its unit and its reason. Set by CHATBOT_* variables."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chatbot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One instance is made at start and handed down; nothing reads the environment afterwards."""

    model_config = SettingsConfigDict(env_prefix="CHATBOT_", env_file=None, frozen=True)

    # where things lie; the owner changes them when moving the shop to another disk or port
    db: Path = Field(Path("var/chatbot.db"), description="the SQLite file")
    models_dir: Path = Field(ROOT / "data" / "models", description="folder of the models, one folder each")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    secret_key: SecretStr | None = Field(None, description="signs sessions and tokens; made and stored at first start when empty")

    # the shop
    shop_name: str = "Fernway"
    greeting: str = Field(
        "Hello! Ask me about orders, delivery, returns or our products.", description="shown before the first message"
    )
    starters: tuple[tuple[str, str], ...] = Field(
        (
            ("Track my order", "intent:order_status"),
            ("Returns and refunds", "intent:return_refund"),
            ("Help me choose", "intent:product_recommendation"),
            ("Talk to a person", "human"),
        ),
        description="chips for an empty conversation: label, payload (docs/protocol.md)",
    )
    currency: str = Field(
        "EUR",
        description="ISO 4217 code for catalogues that name none; unset: that of the amounts in the FAQ, where they are in one",
    )
    support_hours: str = Field("", description="told to customers who wait for a person; empty: no hours are told")
    is_staffed: bool = Field(True, description="false: nobody answers live, customers are asked for an e-mail")
    allowed_origins: tuple[str, ...] = Field(
        (), description="shops that may embed the widget, as origins; this server itself always may"
    )
    consent_text: str = Field(
        "", max_length=600, description="a line above the input until the first message: sending accepts it; empty: none is shown"
    )
    privacy_url: str = Field("", description="where that line leads: the shop's privacy page, as https://… or /path of the shop")
    # who is signed in to the shop, see docs/widget.md
    identity_secret: SecretStr | None = Field(None, min_length=32, description="the shop signs its customers' identities with it")
    identity_required: bool = Field(False, description="true: only customers whom the shop has signed in may chat")

    # FAQ answers; the probabilities are calibrated, see data/models/faq_decision/metrics.json
    # on data/eval/faq_queries.csv 20 % of the answers at 0.6 are wrong (stated: 17 %); at 0.7 17 %, with a fifth fewer answers
    faq_answer_p: float = Field(0.6, gt=0, lt=1, description="probability that an entry answers, from which it is shown")
    faq_ask_p: float = Field(0.35, gt=0, lt=1, description="of the two best together; below it nothing is offered")
    faq_chip_p: float = Field(0.08, gt=0, lt=1, description="of one entry, to be among the chips of “did you mean”")
    faq_max_chips: int = Field(3, ge=1, le=3, description="more than three are not read")

    # the gate of the order look-up (design section 6)
    order_second_factor: Literal["email", "postcode"] = "email"
    order_max_failures: int = Field(
        5, ge=1, description="wrong tries before conversation, order and e-mail are locked; the address after ten times as many"
    )
    order_lock_minutes: int = Field(15, ge=1)
    order_offer_human_after: int = Field(2, ge=1, description="wrong tries before a person is offered")

    # which skill speaks first
    faq_beats_lookup: float = Field(
        0.80,
        gt=0,
        le=1,
        description="FAQ score from which 'how do I track an order' gets the shop's own words before the look-up",
    )

    # of data/eval/intents.csv no message in scope and 82 % of those out of scope lie below 0.25
    out_of_scope_p: float = Field(
        0.25, gt=0, lt=1, description="probability of being in scope below which the classifier is sure it is not"
    )

    # when the bot should not go on
    angry_turns_to_handoff: int = Field(2, ge=1, description="angry messages in a row before a ticket is made")
    angry_p: float = Field(0.80, gt=0, lt=1, description="calibrated probability of 'negative' that counts as angry")

    # training from the staff's pages
    training_rows: int = Field(
        4000, ge=32, description="of the project's own texts trained on beside the corrections; fewer is quicker and forgets more"
    )

    # limits of one visitor
    max_message_chars: int = Field(4000, ge=1, description="longer messages are refused with a clear sentence")
    messages_per_minute: int = Field(30, ge=1, description="of one conversation")
    messages_per_minute_per_address: int = Field(300, ge=1, description="an office or a school shares one address")
    sessions_per_minute_per_address: int = Field(120, ge=1, description="each stores a conversation; reloads count too")

    # files that customers send; they lie in the database
    attachment_max_bytes: int = Field(5_000_000, ge=0, le=10_000_000, description="of one file; 0: customers can send none")
    attachments_max_bytes: int = Field(25_000_000, ge=0, description="of one conversation's files together")
    attachments_per_hour_per_address: int = Field(60, ge=1, description="60 full ones are 300 MB of disk")

    # limits of one other program (docs/api.md)
    api_requests_per_minute: int = Field(300, ge=1, description="of one key; without a key, of one address")
    sentiment_texts_per_minute: int = Field(
        3000, ge=256, description="of one address without a key; two quiet cores read about 1,000 in a second"
    )

    # the words
    generator: Literal["gpt2", "openai", "plain"] = "gpt2"
    openai_url: str = Field("", description="base URL of an OpenAI-compatible server, used when generator=openai")
    openai_model: str = ""
    openai_key: SecretStr | None = None
    generator_deadline_s: float = Field(
        4.0, gt=0, description="of one reply; after it no draft is begun, and plain sentences are used"
    )
    turn_deadline_s: float = Field(20.0, gt=0, description="after it the widget's stage ends and the customer may retry")
    turn_threads: int = Field(
        4, ge=1, description="turns computed at once; two fill two cores while others wait for the order system"
    )
    turn_attempts: int = Field(3, ge=1, description="a message that ends the process this often is not tried again by itself")
    trusted_proxies: int = Field(0, ge=0, description="reverse proxies in front, whose X-Forwarded-* headers are believed")

    @field_validator("identity_required")
    @classmethod
    def _can_be_checked(cls, value: bool, info: ValidationInfo) -> bool:
        if value and not info.data.get("identity_secret"):
            raise ValueError("nobody could sign in without CHATBOT_IDENTITY_SECRET, which is not set or cannot be used")
        return value


def load_settings(**given: Any) -> Settings:
    """Return the settings of the environment, with the options that were given in front.

    Raises:
        SettingsError: a value cannot be used; names the variable.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"CHATBOT_{name} cannot be used: {first['msg'].removeprefix('Value error, ')}. Correct or unset it."
        ) from error
