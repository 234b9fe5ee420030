"""The terminal interface. Thin over the engine's child process and the store of sessions; the only place
that imports Textual."""
