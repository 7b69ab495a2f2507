"""The mood of texts: customers' messages, or anybody's posts and reviews."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from chatbot.messages import Prediction
from chatbot.web.api.contract import Model, Routes, Shown
from chatbot.web.api.services import services

routes = Routes("Sentiment")

MAX_TEXTS = 256
MAX_TEXT_CHARS = 4_000
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT_CHARS)]
Probability = Annotated[float, Field(ge=0, le=1)]


class SentimentRequest(Model):
    model_config = ConfigDict(
        json_schema_extra={"example": {"texts": ["It arrived broken again, I am so angry!", "thanks, that was quick :)"]}}
    )

    texts: list[Text] = Field(
        min_length=1,
        max_length=MAX_TEXTS,
        description=f"1 to {MAX_TEXTS} texts of at most {MAX_TEXT_CHARS:,} characters; a text is read up to its first 256 tokens",
    )


class Probabilities(Shown):
    negative: Probability
    neutral: Probability
    positive: Probability


class Sentiment(Shown):
    label: Literal["negative", "neutral", "positive"] = Field(description="the likeliest one")
    p: Probability = Field(description="its probability, calibrated: of the labels given at 0.8, about 80 % are right")
    probabilities: Probabilities


class SentimentResponse(Shown):
    results: list[Sentiment] = Field(description="one per text, in the order of the texts")
    model: str = Field(description="the classifier that read them")


@routes.on("POST /api/sentiment", "")
def read_sentiment(body: SentimentRequest) -> SentimentResponse:
    """Tell whether each text is negative, neutral or positive.

    Works without a key, with fewer texts per minute. English; made for support messages, useful for posts and reviews.
    Nothing is stored.
    """
    services().doorman.count_texts(len(body.texts))
    predictions, model = services().reader.predict(body.texts)
    return SentimentResponse(results=[_sentiment(each) for each in predictions], model=model)


def _sentiment(prediction: Prediction) -> Sentiment:
    best = prediction.sentiments[0]
    by_label = {each.label: round(each.p, 4) for each in prediction.sentiments}
    return Sentiment.model_validate({"label": best.label, "p": round(best.p, 4), "probabilities": by_label})
