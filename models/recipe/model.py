"""A plain Llama in PyTorch, to the letter of what llama.cpp runs under architecture `llama`.

Pre-norm RMSNorm, rotary positions on interleaved pairs (2i, 2i+1), SwiGLU, no biases, output head
tied to the embedding. Knows nothing of training, files or text; `cache` exists so that
`evaluate.py` can decode.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Config:
    """Shape of a model. Every width must divide by 32, the block size of Q8_0."""

    dim: int
    n_layers: int
    n_heads: int
    ff: int
    vocab: int = 4096
    rope_base: float = 10_000.0
    norm_eps: float = 1e-5


class Cache:
    """Keys and values of every layer, [layer, batch, head, position, head_dim]; `length` are filled."""

    def __init__(self, config: Config, batch: int, room: int, like: Tensor) -> None:
        head_dim = config.dim // config.n_heads
        shape = (config.n_layers, batch, config.n_heads, room, head_dim)
        self.keys, self.values = like.new_zeros(shape), like.new_zeros(shape)
        self.length = 0

    def put(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Write the newest positions of one layer and return all of that layer's."""
        end = self.length + keys.shape[2]
        self.keys[layer, :, :, self.length : end] = keys
        self.values[layer, :, :, self.length : end] = values
        return self.keys[layer, :, :, :end], self.values[layer, :, :, :end]


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary embedding of x [batch, head, position, head_dim], on neighbouring pairs as ggml's NORM mode."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2).type_as(x)


class Norm(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config.dim))
        self.eps = config.norm_eps

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, self.weight.shape, self.weight.type_as(x), self.eps)


class Block(nn.Module):
    """One transformer layer. Attribute names are llama.cpp's tensor names."""

    def __init__(self, config: Config, index: int) -> None:
        super().__init__()
        self.index, self.n_heads = index, config.n_heads
        self.dropout = 0.0  # of what is added to the residual stream, in training
        self.attn_norm, self.ffn_norm = Norm(config), Norm(config)
        self.attn_q = nn.Linear(config.dim, config.dim, bias=False)
        self.attn_k = nn.Linear(config.dim, config.dim, bias=False)
        self.attn_v = nn.Linear(config.dim, config.dim, bias=False)
        self.attn_output = nn.Linear(config.dim, config.dim, bias=False)
        self.ffn_gate = nn.Linear(config.dim, config.ff, bias=False)
        self.ffn_up = nn.Linear(config.dim, config.ff, bias=False)
        self.ffn_down = nn.Linear(config.ff, config.dim, bias=False)

    def attend(self, x: Tensor, cos: Tensor, sin: Tensor, cache: Cache | None, mask: Tensor | None) -> Tensor:
        heads = (x.shape[0], x.shape[1], self.n_heads, -1)
        q = rotate(self.attn_q(x).view(heads).transpose(1, 2), cos, sin)
        k = rotate(self.attn_k(x).view(heads).transpose(1, 2), cos, sin)
        v = self.attn_v(x).view(heads).transpose(1, 2)
        if cache is not None:
            k, v = cache.put(self.index, k, v)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None)
        out: Tensor = self.attn_output(y.transpose(1, 2).flatten(2))
        return out

    def thinned(self, x: Tensor, rows: Tensor | None) -> Tensor:
        """Dropout of x [batch, position, dim], in those of its rows [batch] that are true."""
        thin = F.dropout(x, self.dropout, self.training)
        return thin if rows is None else torch.where(rows[:, None, None], thin, x)

    def forward(
        self,
        x: Tensor,
        cos: Tensor,
        sin: Tensor,
        cache: Cache | None,
        mask: Tensor | None,
        thin: Tensor | None = None,
    ) -> Tensor:
        x = x + self.thinned(self.attend(self.attn_norm(x), cos, sin, cache, mask), thin)
        h = self.ffn_norm(x)
        h = self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))
        return x + self.thinned(h, thin)


class Llama(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.token_embd = nn.Embedding(config.vocab, config.dim)
        self.blk = nn.ModuleList(Block(config, i) for i in range(config.n_layers))
        self.output_norm = Norm(config)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                # What writes into the residual stream starts small, so that depth adds no variance.
                writes = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weight, std=0.02 / (2 * config.n_layers) ** 0.5 if writes else 0.02)

    def drop(self, share: float) -> None:
        """Dropout of every layer's contribution, in training mode only."""
        for block in self.blk:
            assert isinstance(block, Block)
            block.dropout = share

    def rope(self, start: int, end: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """Cosines and sines of positions start..end, each [position, head_dim / 2], in float32."""
        head_dim = self.config.dim // self.config.n_heads
        pairs = torch.arange(0, head_dim, 2, device=device, dtype=torch.float32)
        angle = torch.outer(
            torch.arange(start, end, device=device, dtype=torch.float32),
            self.config.rope_base ** (-pairs / head_dim),
        )
        return angle.cos(), angle.sin()

    def forward(
        self,
        ids: Tensor,
        cache: Cache | None = None,
        mask: Tensor | None = None,
        thin: Tensor | None = None,
    ) -> Tensor:
        """Logits [batch, position, vocab] of ids [batch, position].

        Without `mask` attention is causal. With `cache`, ids follow the cached positions and `mask`
        [batch, 1, position, cached + position] says what may be seen. Dropout falls on the rows that
        `thin` [batch] says, without it on all.
        """
        start = cache.length if cache is not None else 0
        cos, sin = self.rope(start, start + ids.shape[1], ids.device)
        x = self.token_embd(ids)
        for block in self.blk:
            x = block(x, cos, sin, cache, mask, thin)
        if cache is not None:
            cache.length += ids.shape[1]
        return F.linear(self.output_norm(x), self.token_embd.weight)
