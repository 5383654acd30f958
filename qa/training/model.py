"""The reader's network: the packaged encoder with a head for the span and one for whether there is any.

    span     a linear layer gives each token a start and an end score; the first token stands for "none"
    answers  from the first token's vector and from the two vectors that the span scores attend to, so
             that what was found is judged together with what was asked

After Devlin et al. (2019) for the span, and the verifiers of Hu et al. (2019, arXiv 1808.05759) for the answer.
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

HIDDEN = 256
FAR = -1e4  # a score that no softmax gives anything; fits into half precision


class ReaderNetwork(nn.Module):
    """Scores of starts, of ends, and one of being answered at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), dtype=torch.float32, trust_remote_code=False)
        size = self.encoder.config.hidden_size
        self.span = nn.Linear(size, 2)
        self.answers = nn.Sequential(nn.Linear(3 * size, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 1))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`inside` is 1 for the first token and for those of the window; nothing else can be an answer.

        Shapes: all inputs (texts, tokens); starts and ends likewise, answers (texts,).
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        scores = self.span(hidden).float() + (1 - inside.unsqueeze(-1)) * FAR
        starts, ends = scores[..., 0], scores[..., 1]
        found = [torch.einsum("bt,bth->bh", self.attended(each), hidden.float()) for each in (starts, ends)]
        return starts, ends, self.answers(torch.cat([hidden[:, 0].float(), *found], dim=-1)).squeeze(-1)

    @staticmethod
    def attended(scores: Tensor) -> Tensor:
        """How the window's tokens share the attention; the first token, which stands for none, has no part."""
        rest = scores.clone()
        rest[:, 0] = FAR
        return torch.softmax(rest, dim=-1)


def loss_of(network: ReaderNetwork, batch: dict[str, Any]) -> Tensor:
    """Cross-entropy of start and end, and binary cross-entropy of being answered."""
    starts, ends, answers = network(batch["ids"], batch["mask"], batch["types"], batch["inside"])
    cross = nn.functional.cross_entropy
    span = (cross(starts, batch["start"]) + cross(ends, batch["end"])) / 2
    answered = nn.functional.binary_cross_entropy_with_logits(answers, (batch["start"] > 0).float())
    return span + answered
