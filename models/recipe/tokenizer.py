"""Byte-level BPE that gives the very ids llama.cpp gives under `tokenizer.ggml.pre = qwen2`.

No normaliser (llama.cpp applies none), digits one by one, every byte covered. Special tokens are
never recognised inside text: a question that spells `<|user|>` is just those characters. Knows
nothing of the corpus or of GGUF.
"""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel, Sequence, Split
from tokenizers.trainers import BpeTrainer

SPECIALS = ("<|bos|>", "<|eos|>", "<|user|>", "<|assistant|>")
BOS, EOS, USER, ASSISTANT = range(4)

# LLAMA_VOCAB_PRE_TYPE_QWEN2 in llama.cpp's src/llama-vocab.cpp, character for character.
QWEN2 = (
    r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def train(texts: Iterable[str], vocab_size: int) -> Tokenizer:
    """Learn merges from `texts`. The special tokens take ids 0..3."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = Sequence(
        [Split(Regex(QWEN2), behavior="isolated"), ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = ByteLevelDecoder()
    trainer = BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(SPECIALS),
        initial_alphabet=sorted(ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load(path: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.encode_special_tokens = True  # not kept in the file
    return tokenizer


def prompt_ids(tokenizer: Tokenizer, question: str) -> list[int]:
    """The ids a model is given before it writes its first step."""
    return [BOS, USER, *tokenizer.encode(question, add_special_tokens=False).ids, ASSISTANT]
