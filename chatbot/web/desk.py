"""What is done to a conversation from outside its talk; stored first, then seen by every tab of the customer."""

from __future__ import annotations

from chatbot.masking import mask_cards
from chatbot.messages import StoredMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.retention import Removal
from chatbot.web.outbox import Outbox
from chatbot.web.rendering import as_payload


class Desk:
    def __init__(self, conversations: Conversations, data: CustomerData, outbox: Outbox) -> None:
        self._conversations = conversations
        self._data = data
        self._outbox = outbox

    def take(self, conversation_id: str, agent: str) -> bool:
        """Let `agent` answer instead of the bot; False when another person has the conversation."""
        return self._hand(conversation_id, "taken", agent)

    def hand_back(self, conversation_id: str) -> bool:
        """Let the bot go on; the customer is asked once how it was."""
        is_done = self._hand(conversation_id, "none", "")
        if is_done and (seq := self._conversations.ask_rating(conversation_id)) is not None:
            self._outbox.put("rating_wanted", {"seq": seq}, conversation_id)
        return is_done

    def erase(self, conversation_id: str, who: str) -> Removal:
        """Delete the conversation with everything of it, and keep a receipt; the customer's tabs forget it at once."""
        receipt = self._data.erase([conversation_id], [], [], who)
        self.tell_erased(conversation_id)
        return receipt

    def tell_erased(self, conversation_id: str) -> None:
        """Let the customer's tabs forget a conversation that is deleted."""
        self._outbox.put("erased", {}, conversation_id)

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
