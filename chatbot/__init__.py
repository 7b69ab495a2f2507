"""A support chatbot that a shop runs by itself. The way of a message:

1. the widget sends `message_sent`; `web.chat` checks it, stores it, and acks with its sequence number
2. `web.turns` runs `dialogue.bot.Bot.reply` on a native thread, one turn at a time per conversation
3. understand: `models.classifier` (intent, sentiment), `models.encoder` (vector), `skills.entities` (numbers, e-mails)
4. route: `dialogue.routing` picks the skill; an open form has the first word; `dialogue.several` does so for each wish of a message
5. answer: one of `skills` returns facts, dialogue acts and sources
6. compose: `models.generator` writes the words, `dialogue.grounding` refuses what the facts do not hold
7. remember: `storage.conversations` keeps reply and state, and only then it is sent
"""

__version__ = "0.1.0"
