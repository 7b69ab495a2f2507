"""What the bot can say of persons of the shop, and while a customer waits for one; a part of `acts.ACTS`."""

from __future__ import annotations

from chatbot.act import Act

PERSON_ACTS: dict[str, Act] = {
    "file_received": Act(
        "the customer sent a file: the bot cannot look into it, a person can",
        "Thank you, your file is here. I can't look into files myself, but a person of our team can.",
        fixed=True,
    ),
    "offer_human": Act("offer a person", "Would you like to talk to a person?", asks=True),
    "handoff_made": Act(
        "a person was told and will write here; say what happens next",
        "I've passed this on to our team (ticket <ticket>). A person will answer right here.",
        required=("ticket",),
        optional=("hours",),
    ),
    "contact_saved": Act(
        "the e-mail address is noted; a person will answer there",
        "Thank you, I've noted your address. A person will answer there.",
    ),
    "handoff_away": Act(
        "nobody is there now; leave an e-mail, a person will answer",
        "Our team isn't here right now (<hours>). Your message is saved as ticket <ticket>; leave your e-mail and a person will "
        "answer.",
        required=("ticket", "hours"),
    ),
    "handoff_kept": Act(
        "as before, where the shop has not said its hours",
        "Our team isn't here right now. Your message is saved as ticket <ticket>; leave your e-mail and a person will answer.",
        required=("ticket",),
        fixed=True,
    ),
    "handoff_noted": Act(
        "as before, where the customer has told an address already",
        "Our team isn't here right now. Your message is saved as ticket <ticket>, and a person will answer here or by e-mail.",
        required=("ticket",),
        told={"hours": "We are here <hours>."},
        fixed=True,
    ),
    "handoff_late": Act(
        "some time has passed and nobody has taken the conversation; an address is known",
        "Nobody of our team could take over yet. Your message is saved as ticket <ticket>, and a person will answer here or by e-mail. "
        "Meanwhile I answer what I can.",
        required=("ticket",),
        fixed=True,
    ),
    "handoff_late_ask": Act(
        "as before, where no address is known",
        "Nobody of our team could take over yet. Your message is saved as ticket <ticket>; leave your e-mail and a person will answer "
        "there, too. Meanwhile I answer what I can.",
        required=("ticket",),
        fixed=True,
    ),
    "handoff_added": Act(
        "the customer waits for a person, and this message is for that person",
        "I've put that with your message to our team; nobody has taken it over yet.",
        fixed=True,
    ),
    "handoff_left": Act(
        "the customer no longer waits for a person here",
        "I'm the assistant again, and our team keeps what you have told. What would you like to know?",
        asks=True,
        fixed=True,
    ),
}
