"""A client of a Chroma server whose every wait ends, and that closes what it opened: `ServerClient`.

`chromadb.HttpClient` asks the server three questions while it is made and waits for the
answers for ever, has no setting for that, makes a second HTTP client for itself, and closes
neither. This one is made of the same parts of chromadb, and asks nothing before it is asked.

Knows nothing about what the collections hold, nor how long a whole call may take.
"""

from base64 import b64encode
from typing import Any, cast
from urllib.parse import unquote, urlsplit

TENANT, DATABASE = "default_tenant", "default_database"


class ServerClient:
    """What langchain-chroma and `corpus.index` need of a client. `seconds` is for each wait, not for a call."""

    def __init__(self, url: str, *, seconds: float) -> None:
        from chromadb.api import ServerAPI
        from chromadb.config import Settings, System

        parts = urlsplit(url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        settings = Settings(
            anonymized_telemetry=False,
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=bare,
            chroma_server_http_port=1,  # asked for, and not used beside a whole address
            chroma_server_headers=_login(parts.username, parts.password),
        )
        self._server: Any = System(settings).instance(cast(Any, ServerAPI))
        self._server._session.timeout = seconds

    def get_or_create_collection(
        self,
        name: str,
        embedding_function: None,  # noqa: ARG002 (langchain-chroma gives it)
        metadata: dict[str, Any] | None,
        configuration: dict[str, Any],
    ) -> Any:
        return self._collection(
            self._server.create_collection(name, configuration=cast(Any, configuration), metadata=metadata,
                                           get_or_create=True, tenant=TENANT, database=DATABASE)
        )  # fmt: skip

    def get_collection(self, name: str) -> Any:
        return self._collection(self._server.get_collection(name, tenant=TENANT, database=DATABASE))

    def delete_collection(self, name: str) -> None:
        self._server.delete_collection(name, tenant=TENANT, database=DATABASE)

    def close(self) -> None:
        """Close the connections; a call that waits for an answer fails when its wait ends."""
        self._server._session.close()

    def _collection(self, model: Any) -> Any:
        from chromadb.api.models.Collection import Collection

        return Collection(client=self._server, model=model, embedding_function=None)


def _login(user: str | None, password: str | None) -> dict[str, str]:
    """In a header and not in the address, which httpx writes to its log with the password."""
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}
