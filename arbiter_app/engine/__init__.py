"""The engine: a GGUF and its KV cache, the loop, the policies."""
