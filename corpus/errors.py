"""What can go wrong in the corpus, as one tree with one class to catch.

    CorpusError
    ├── SourceRejected        this file or text cannot become an article
    ├── ArticleNotFound       no article has this id
    ├── ConversationNotFound  no kept conversation has this id
    ├── CatalogueError        the SQLite catalogue cannot be opened, read or written
    ├── IndexUnavailable      the Chroma index cannot be opened, read or written
    ├── NoSpace               the disk is too full to add anything
    ├── ImportRefused         a file is no export that can be read
    └── EmbedderError         the embedder's weights are missing, damaged or different

Every message has three parts: what happened, the value, and what to do next.
Misuse of a function is a `ValueError`, and is not in this tree.
"""


class CorpusError(Exception):
    """Any failure of the corpus that is not a programming mistake."""


class SourceRejected(CorpusError):
    """One source cannot become an article; the run goes on with the next."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source!r} was not added: {reason}")
        self.source = source
        self.reason = reason


class ArticleNotFound(CorpusError):
    """No stored article has this id."""


class ConversationNotFound(CorpusError):
    """No kept conversation has this id."""


class CatalogueError(CorpusError):
    """The catalogue cannot be opened, read or written."""


class IndexUnavailable(CorpusError):
    """The Chroma index cannot be opened, read or written."""


class NoSpace(CorpusError):
    """The disk has less room than adding needs; what is stored stays, and is searched."""


class ImportRefused(CorpusError):
    """A file is not an export of Footnote, is damaged, or is of a newer version."""


class EmbedderError(CorpusError):
    """The embedder cannot be loaded, or is not the one that made the stored vectors."""
