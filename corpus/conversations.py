"""Conversations kept in the catalogue: their names, and what was asked and answered in each.

An exchange is kept as its question, its answer's words for searching, and a record that
only its writer reads. Records hold quotes of their own, so what was answered can be read
after an article was removed. Knows nothing about what a record means.
"""

import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database, Row
from corpus.errors import ConversationNotFound

ID_BYTES = 8
CONVERSATION_ID = re.compile(r"[0-9a-f]{16}")
COLUMNS = (
    "conversation_id, name, started, changed, "
    "(SELECT count(*) FROM exchanges e WHERE e.conversation_id = c.conversation_id)"
)
# Each word in the name, a question or an answer, wherever in the conversation each stands.
HAS_WORD = (
    "(instr(folded_name, {mark}) OR EXISTS (SELECT 1 FROM exchanges e "
    "WHERE e.conversation_id = c.conversation_id AND instr(e.folded, {mark})))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A kept conversation as it stands in a list; `changed` is when it was added to last."""

    conversation_id: str
    name: str
    started: datetime
    changed: datetime
    exchanges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptExchange:
    """One exchange of a conversation; `number` counts from 1 and is not used twice in a conversation."""

    number: int
    record: str


class Conversations:
    """The kept conversations of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, search: str = "", *, limit: int = 50) -> list[Conversation]:
        """Those with every word of `search`, case aside, the one that was changed last first."""
        words = search.casefold().split()
        wanted = " AND ".join(HAS_WORD.format(mark=f"?{place}") for place in range(1, len(words) + 1)) or "1"
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM conversations c WHERE {wanted} "
            f"ORDER BY changed DESC, conversation_id LIMIT ?{len(words) + 1}",
            (*words, limit),
        )
        return [_conversation(row) for row in rows]

    def conversation(self, conversation_id: str) -> Conversation:
        """The one with this id; ConversationNotFound where there is none."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM conversations c WHERE conversation_id = ?", (conversation_id,)
        )
        if not rows:
            raise _not_found(conversation_id)
        return _conversation(rows[0])

    def exchanges(self, conversation_id: str) -> list[KeptExchange]:
        """The exchanges of a conversation, oldest first; none where there is no such conversation."""
        rows = self._database.rows(
            "SELECT number, record FROM exchanges WHERE conversation_id = ? ORDER BY number", (conversation_id,)
        )
        return [KeptExchange(number=row[0], record=row[1]) for row in rows]

    def add(self, conversation_id: str, *, name: str, texts: Sequence[str], record: str) -> int:
        """Keep an exchange at a conversation's end; its number.

        `texts` are what a search finds it by. A conversation that there is none of begins under `name`:
        it is new, or was deleted elsewhere while it went on here.
        """
        now = datetime.now(UTC).isoformat()
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (conversation_id, name, folded_name, started, changed, last) "
                "VALUES (?1, ?2, ?3, ?4, ?4, 1) "
                "ON CONFLICT (conversation_id) DO UPDATE SET changed = ?4, last = last + 1",
                (conversation_id, name, name.casefold(), now),
            )
            number = int(
                connection.execute(
                    "SELECT last FROM conversations WHERE conversation_id = ?", (conversation_id,)
                ).fetchone()[0]
            )
            connection.execute(
                "INSERT INTO exchanges (conversation_id, number, folded, record) VALUES (?,?,?,?)",
                (conversation_id, number, "\n".join(texts).casefold(), record),
            )
        return number

    def drop(self, conversation_id: str, number: int) -> None:
        """Take out one exchange, and the conversation with its last one; nothing where it is gone already."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM exchanges WHERE conversation_id = ? AND number = ?", (conversation_id, number)
            )
            connection.execute(
                "DELETE FROM conversations WHERE conversation_id = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM exchanges WHERE conversation_id = ?1)",
                (conversation_id,),
            )

    def rename(self, conversation_id: str, name: str) -> None:
        """Give a conversation another name; ConversationNotFound where there is none."""
        with self._database.transaction() as connection:
            _found(
                conversation_id,
                connection.execute(
                    "UPDATE conversations SET name = ?, folded_name = ? WHERE conversation_id = ?",
                    (name, name.casefold(), conversation_id),
                ),
            )

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with all its exchanges; ConversationNotFound where there is none."""
        with self._database.transaction() as connection:
            _found(
                conversation_id,
                connection.execute("DELETE FROM conversations WHERE conversation_id = ?", (conversation_id,)),
            )


def new_id() -> str:
    """An id for a conversation that nobody can guess, so that an address with it is as good as a key."""
    return secrets.token_hex(ID_BYTES)


def _conversation(row: Row) -> Conversation:
    return Conversation(
        conversation_id=row[0], name=row[1], started=datetime.fromisoformat(row[2]),
        changed=datetime.fromisoformat(row[3]), exchanges=row[4],
    )  # fmt: skip


def _found(conversation_id: str, done: sqlite3.Cursor) -> None:
    if not done.rowcount:
        raise _not_found(conversation_id)


def _not_found(conversation_id: str) -> ConversationNotFound:
    return ConversationNotFound(f"there is no conversation {conversation_id!r}; it may have been deleted")
