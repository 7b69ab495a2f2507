"""What a person of the shop does in a conversation; stored first, then seen by every tab of the customer."""

from __future__ import annotations

from chatbot.masking import mask_cards
from chatbot.messages import StoredMessage
from chatbot.storage.conversations import Conversations
from chatbot.web.outbox import Outbox
from chatbot.web.rendering import as_payload


class Desk:
    def __init__(self, conversations: Conversations, outbox: Outbox) -> None:
        self._conversations = conversations
        self._outbox = outbox

    def take(self, conversation_id: str, agent: str) -> bool:
        """Let `agent` answer instead of the bot; False when another person has the conversation."""
        return self._hand(conversation_id, "taken", agent)

    def hand_back(self, conversation_id: str) -> bool:
        """Let the bot go on."""
        return self._hand(conversation_id, "none", "")

    def say(self, conversation_id: str, text: str, agent: str) -> StoredMessage:
        """Write into the conversation.

        Raises:
            NotFound: no such conversation.
        """
        message = self._conversations.add_agent_message(conversation_id, mask_cards(text), agent)
        self._outbox.put("message", {"message": as_payload(message)}, conversation_id)
        return message

    def _hand(self, conversation_id: str, status: str, agent: str) -> bool:
        is_done = self._conversations.set_handoff(conversation_id, status, agent)
        if is_done:
            self._outbox.put("handoff", {"status": status, "agent": agent}, conversation_id)
        return is_done
