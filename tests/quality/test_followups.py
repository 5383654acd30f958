"""Conversations over the samples: a question that leans on those before it finds the article it is about."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import SentenceTransformerEmbedder
from qa.conversation import Turn, standing
from qa.interpreting import interpret
from qa.retrieving import HybridRetriever
from tests.quality import sets

FILE = Path(__file__).with_name("followups.jsonl")
CONVERSATIONS = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
LEAST = 0.8  # of the follow-ups


def asked(conversation: dict[str, Any]) -> str:
    """The last question as it stands alone; those before it are rewritten too, as in the app."""
    turns: list[Turn] = []
    for turn in conversation["history"]:
        turns.append(Turn(question=standing(turn["question"], turns), answer=turn["answer"]))
    return standing(conversation["question"], turns)


@pytest.mark.parametrize(
    "conversation", [each for each in CONVERSATIONS if each["kind"] == "fresh"], ids=lambda each: str(each["id"])
)
def test_a_new_subject_stays_as_it_was_typed(conversation: dict[str, Any]) -> None:
    assert asked(conversation) == conversation["question"]


@pytest.mark.models
@pytest.mark.timeout(120)
def test_follow_ups_find_the_right_article(tmp_path: Path, packaged_embedder: SentenceTransformerEmbedder) -> None:
    corpus, questions = sets.load_own(tmp_path, packaged_embedder, questions=FILE)
    retriever = HybridRetriever(corpus)
    right, missed = {"tune": 0, "report": 0}, []
    for question, conversation in zip(questions, CONVERSATIONS, strict=True):
        if question.kind == "fresh":
            continue
        text = asked(conversation)
        first = retriever.retrieve(interpret(text, corpus, now=question.now).query, 1)
        is_right = bool(first) and first[0].passage.article_id in question.gold_ids
        right[question.half] += is_right
        missed += [] if is_right else [f"{question.question} -> {text}"]
    corpus.close()
    print(right, missed)
    assert min(right.values()) >= LEAST * 10, missed
