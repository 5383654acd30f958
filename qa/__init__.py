"""From a question to a cited answer, or to a reasoned abstention.

Start with `QuestionAnswerer`; its `ask` is the whole flow. `qa.langchain_adapters` has
the retriever and the chain for LangChain users.
"""

from qa.answer import (
    Abstention,
    Answer,
    Citation,
    ClaimAccepted,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    Imprint,
    QuestionRead,
    Reason,
    Reply,
    ScoredPassage,
    Step,
    Trace,
)
from qa.conversation import Turn
from qa.errors import (
    ContextOverflow,
    ModelError,
    ModelNotAvailable,
    ModelTimeout,
    QAError,
    QuestionRefused,
)
from qa.filtering import Filters
from qa.pipeline import QuestionAnswerer
from qa.serializing import reply_as_json
from qa.settings import QASettings
from qa.verdicts import DroppedClaim, Verdict

__all__ = [
    "Abstention",
    "Answer",
    "Citation",
    "ClaimAccepted",
    "ContextOverflow",
    "DroppedClaim",
    "Event",
    "Evidence",
    "EvidenceFound",
    "Filters",
    "Finished",
    "Imprint",
    "ModelError",
    "ModelNotAvailable",
    "ModelTimeout",
    "QAError",
    "QASettings",
    "QuestionAnswerer",
    "QuestionRead",
    "QuestionRefused",
    "Reason",
    "Reply",
    "ScoredPassage",
    "Step",
    "Trace",
    "Turn",
    "Verdict",
    "reply_as_json",
]
