"""What can go wrong between a question and a reply, as one tree with one class to catch.

    QAError
    ├── QuestionRefused       the question cannot be asked: empty, too long, no words
    ├── ModelNotAvailable     no such model here: package, file, key or server is missing
    └── ModelError            the model was called and failed
        ├── ModelTimeout      it did not answer in time
        └── ContextOverflow   the prompt does not fit its context

Not knowing the answer is none of these; it is an `Abstention`.
"""


class QAError(Exception):
    """Any failure to reach a reply that is not a programming mistake."""


class QuestionRefused(QAError):
    """The question cannot be asked; the message says what to change."""


class ModelNotAvailable(QAError):
    """The model cannot be used here; the message says what to install or set."""


class ModelError(QAError):
    """The model was called and failed."""


class ModelTimeout(ModelError):
    """The model did not answer within its deadline."""


class ContextOverflow(ModelError):
    """The prompt does not fit the model's context."""
