"""PyTorch checkpoint -> GGUF of architecture `llama`, Q8_0 unless told otherwise.

    python -m models.recipe.export FOLDER NAME [--type q8_0|f16|f32]

reads FOLDER/NAME.pt and FOLDER/tokenizer.json, writes FOLDER/NAME.gguf. Knows nothing of training,
and does not need llama.cpp.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType, TokenType
from gguf.quants import quantize
from tokenizers import Tokenizer

from models.recipe import tokenizer as bpe
from models.recipe import train
from models.recipe.corpus import BLOCK
from models.recipe.model import Llama

TYPES = {
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
    "f32": (GGMLQuantizationType.F32, LlamaFileType.ALL_F32),
}

# The last thing the user said, and nothing else: the models have never seen a conversation.
CHAT_TEMPLATE = (
    "{%- set said = messages | selectattr('role', 'equalto', 'user') | list -%}"
    "{{- '<|bos|><|user|>' + said[-1]['content'] + '<|assistant|>' -}}"
)


def add_tokenizer(writer: GGUFWriter, tokenizer: Tokenizer, vocab: int) -> None:
    """Merges may run out before the embedding's `vocab` rows do; the rest is marked unused."""
    model = json.loads(tokenizer.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].__getitem__)
    kinds = [TokenType.CONTROL if token in bpe.SPECIALS else TokenType.NORMAL for token in tokens]
    spare = range(len(tokens), vocab)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([*tokens, *(f"<|unused-{i}|>" for i in spare)])
    writer.add_token_types([*kinds, *(TokenType.UNUSED for _ in spare)])
    writer.add_token_merges([" ".join(pair) for pair in model["merges"]])
    writer.add_bos_token_id(bpe.BOS)
    writer.add_eos_token_id(bpe.EOS)
    writer.add_add_bos_token(False)  # the chat template writes it
    writer.add_chat_template(CHAT_TEMPLATE)


def export(model: Llama, tokenizer: Tokenizer, path: Path, kind: str = "q8_0") -> None:
    """Write a model as one GGUF. `kind` is a key of TYPES; norms are float32 in all of them."""
    config, (weight_type, file_type) = model.config, TYPES[kind]
    writer = GGUFWriter(path, "llama")
    writer.add_name(f"arbiter {path.stem.replace('-', ' ')}")
    writer.add_license("Apache-2.0")
    writer.add_file_type(file_type)
    writer.add_vocab_size(config.vocab)
    # What was trained, and no more: positions beyond it would be extrapolated.
    writer.add_context_length(BLOCK)
    writer.add_embedding_length(config.dim)
    writer.add_block_count(config.n_layers)
    writer.add_feed_forward_length(config.ff)
    writer.add_head_count(config.n_heads)
    writer.add_head_count_kv(config.n_heads)
    writer.add_layer_norm_rms_eps(config.norm_eps)
    writer.add_rope_dimension_count(config.dim // config.n_heads)
    writer.add_rope_freq_base(config.rope_base)
    add_tokenizer(writer, tokenizer, config.vocab)
    for key, weight in model.state_dict().items():
        dtype = weight_type if weight.dim() == 2 else GGMLQuantizationType.F32
        writer.add_tensor(key, quantize(weight.float().numpy(), dtype), raw_dtype=dtype)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Turn a checkpoint of the recipe into a GGUF.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", help="NAME.pt in that folder")
    parser.add_argument("--type", choices=TYPES, default="q8_0")
    args = parser.parse_args()
    model = train.load(args.folder / f"{args.name}.pt")
    tokenizer = bpe.load(str(args.folder / "tokenizer.json"))
    export(model, tokenizer, args.folder / f"{args.name}.gguf", args.type)


if __name__ == "__main__":
    main()
