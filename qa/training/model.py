"""The reader's network: the packaged encoder with heads for the span, for whether there is any, and for claims.

    span     a linear layer gives each token a start and an end score; the first token stands for "none"
    answers  from the first token's vector and from the two vectors that the span scores attend to, so
             that what was found is judged together with what was asked
    supports where a claim stands in the question's place, whether the text supports it; from the same vectors

After Devlin et al. (2019) for the span, and the verifiers of Hu et al. (2019, arXiv 1808.05759) for the answer.

Two things make a step on a processor 1.8 times as fast (21 to 38 examples of 112 tokens a second on two cores):
attention as plain products in half precision, whose backward pass is several times as fast there as the fused
one's, without dropout in it; and dropout elsewhere by masks cut from a store of chances drawn once.
"""

from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface, AutoModel
from transformers.masking_utils import eager_mask

HIDDEN = 256
FAR = -1e4  # a score that no softmax gives anything; fits into half precision
DROPPED = 0.1
CHANCES = 1 << 22  # more than the values of any one layer of a batch


class StoredDropout(nn.Module):
    """Dropout whose masks are pieces of one long mask, each from a random place on."""

    mask: Tensor

    def __init__(self, dropped: float = DROPPED) -> None:
        super().__init__()
        self.register_buffer("mask", (torch.rand(CHANCES) >= dropped) / (1 - dropped), persistent=False)

    def forward(self, values: Tensor) -> Tensor:
        if not self.training:
            return values
        start = int(torch.randint(CHANCES - values.numel(), (1,)))
        return values * self.mask[start : start + values.numel()].view(values.shape).to(values.dtype)


def plain_attention(
    _module: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, *, scaling: float, **_: Any
) -> tuple[Tensor, Tensor]:
    """Attention as products; the shares stay in the precision of the products also where autocast is on."""
    scores = torch.matmul(query * scaling, key.transpose(2, 3))
    if mask is not None:
        scores = scores + mask.to(scores.dtype)
    with torch.autocast(query.device.type, enabled=False):
        shares = torch.softmax(scores, dim=-1)
    return torch.matmul(shares, value).transpose(1, 2).contiguous(), shares


PLAIN = "plain"
AttentionInterface.register(PLAIN, plain_attention)
AttentionMaskInterface.register(PLAIN, eager_mask)


class ReaderNetwork(nn.Module):
    """Scores of starts, of ends, one of being answered at all, and one of being supported."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(folder), dtype=torch.float32, trust_remote_code=False, attn_implementation=PLAIN,
            attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        dropout = StoredDropout()
        for module in [*self.encoder.modules()]:
            for name, child in module.named_children():
                if isinstance(child, nn.Dropout) and child.p:
                    setattr(module, name, dropout)
        size = self.encoder.config.hidden_size
        self.span = nn.Linear(size, 2)
        self.answers, self.supports = (
            nn.Sequential(nn.Linear(3 * size, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 1))
            for _ in range(2)
        )

    def forward(
        self, ids: Tensor, mask: Tensor, types: Tensor, inside: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`inside` is 1 for the first token and for those of the window; nothing else can be an answer.

        Shapes: all inputs (texts, tokens); starts and ends likewise, answers and supports (texts,).
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        scores = self.span(hidden).float() + (1 - inside.unsqueeze(-1)) * FAR
        starts, ends = scores[..., 0], scores[..., 1]
        found = [torch.einsum("bt,bth->bh", self.attended(each), hidden.float()) for each in (starts, ends)]
        seen = torch.cat([hidden[:, 0].float(), *found], dim=-1)
        return starts, ends, self.answers(seen).squeeze(-1), self.supports(seen).squeeze(-1)

    @staticmethod
    def attended(scores: Tensor) -> Tensor:
        """How the window's tokens share the attention; the first token, which stands for none, has no part."""
        rest = scores.clone()
        rest[:, 0] = FAR
        return torch.softmax(rest, dim=-1)


def loss_of(network: ReaderNetwork, batch: dict[str, Any]) -> Tensor:
    """Of questions cross-entropy of start and end, and binary cross-entropy of being answered; of claims that of being
    supported. The mean over all texts."""
    starts, ends, answers, supports = network(batch["ids"], batch["mask"], batch["types"], batch["inside"])
    cross, binary = (
        partial(nn.functional.cross_entropy, reduction="none"),
        nn.functional.binary_cross_entropy_with_logits,
    )
    span = (cross(starts, batch["start"]) + cross(ends, batch["end"])) / 2
    answered = binary(answers, (batch["start"] > 0).float(), reduction="none")
    supported = binary(supports, (batch["supported"] > 0).float(), reduction="none")
    return torch.where(batch["supported"] < 0, span + answered, supported).mean()
