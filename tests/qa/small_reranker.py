"""A real cross-encoder of two layers, made in a few seconds: it knows fifty words and whether a rare one is in both.

It is trained, with a seed, to say whether the one rare word of a question is among the
words of a text. The folder is what transformers writes for any cross-encoder.
"""

import random
from pathlib import Path
from typing import Any

RARE = (
    "heron quay lantern walrus opal tundra violin saffron glacier beacon comet orchid turbine velvet zeppelin marble "
    "falcon harbour ferry bridge tram cod florin museum"
).split()
COMMON = "the a was in of and to said on will new opened who when where why did more than for".split()
OPENING, PADDING, UNKNOWN, PARTING = "[CLS]", "[PAD]", "[UNK]", "[SEP]"
WORDS = [PADDING, UNKNOWN, OPENING, PARTING, *RARE, *COMMON]
SIZE = 32
WINDOW = 64
STEPS = 300  # the share of right guesses is 0.98 after 200, and stays at 1.0 from 300 on
BATCH = 64


def made_in(folder: Path) -> Path:
    """The folder, with the trained model in it."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # so small a model is slower by two, and by much where other programs are running
    try:
        with torch.random.fork_rng():
            torch.manual_seed(1)
            model = _untrained()
            _train(model, random.Random(1))
    finally:
        torch.set_num_threads(threads)
    model.save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    return folder


def _untrained() -> Any:
    """A model whose first layer looks for the same word elsewhere: by itself it would take minutes to find that out."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=len(WORDS), hidden_size=SIZE, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
            max_position_embeddings=WINDOW, num_labels=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
            initializer_range=0.2,
        )
    )  # fmt: skip
    model.bert.embeddings.position_embeddings.weight.data.zero_()
    attention = model.bert.encoder.layer[0].attention.self
    for part in (attention.query, attention.key):
        part.weight.data.copy_(1.2 * torch.eye(SIZE))
    return model


def _train(model: Any, chance: random.Random) -> None:
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(STEPS):
        examples = [_example(chance) for _ in range(BATCH)]
        rows, kinds, answers = (torch.tensor(each) for each in zip(*examples, strict=True))
        said = model(input_ids=rows, token_type_ids=kinds).logits[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(said, answers)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()


def _example(chance: random.Random) -> tuple[list[int], list[int], float]:
    """A question of three words and a text of six, as numbers; and whether the rare word is in both."""
    rare, *others = chance.sample(RARE, 3)
    is_held = chance.random() < 0.5
    text = [rare if is_held else others[0], others[1], *chance.sample(COMMON, 4)]
    question = [rare, *chance.sample(COMMON, 2)]
    chance.shuffle(text)
    chance.shuffle(question)
    words = [OPENING, *question, PARTING, *text, PARTING]
    return [WORDS.index(word) for word in words], [0] * 5 + [1] * 7, float(is_held)


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{OPENING} $A {PARTING}",
        pair=f"{OPENING} $A {PARTING} $B:1 {PARTING}:1",
        special_tokens=[(word, WORDS.index(word)) for word in (OPENING, PARTING)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=WINDOW, unk_token=UNKNOWN, pad_token=PADDING,
        cls_token=OPENING, sep_token=PARTING, model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )  # fmt: skip
