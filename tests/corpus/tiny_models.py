"""Models of a few thousand random weights, written by the libraries that write real ones.

An embedder and a cross-encoder with one layer each, and a tokenizer of a few words. They
mean nothing, but have the files, inputs and outputs of real ones and are made in a second.
"""

from pathlib import Path

WORDS = "the a council voted harbour rain fell snow on in of to and bank rate ferry storm bridge police club".split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,'-"


def tiny_embedder(folder: Path) -> Path:
    """The folder of a sentence-transformers model."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    base = folder.with_name(f"{folder.name}-base")
    _write(base, BertModel)
    transformer = Transformer(str(base), max_seq_length=32)
    SentenceTransformer(modules=[transformer, Pooling(16, pooling_mode="mean")], device="cpu").save(str(folder))
    return folder


def tiny_cross_encoder(folder: Path) -> Path:
    """The folder of a model that scores a pair by one number."""
    from transformers import BertForSequenceClassification

    _write(folder, BertForSequenceClassification)
    return folder


def _write(folder: Path, kind: type) -> None:
    import torch
    from transformers import BertConfig, BertTokenizerFast

    folder.mkdir(parents=True)
    vocabulary = [*SPECIAL, *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary))
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64, num_labels=1, initializer_range=0.5,
    )  # fmt: skip
    kind(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
