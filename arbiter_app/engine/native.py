"""llama.cpp up to the point where a model and its context exist: header check, devices, loading.

Knows nothing of steps, prompts or policies. Written against llama-cpp-python 0.3.36 exactly: the C
structs change between releases. Every call that can kill the process is checked in Python first.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import math
import os
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

os.environ.setdefault("GGML_NO_BACKTRACE", "1")  # a native abort must not start a debugger

from llama_cpp import llama_cpp as L

from ..errors import ArbiterError, DeviceError, ModelError
from ..files import check_gguf

SMALL_MODEL_BYTES = 8 << 20
"""Below this size one thread is fastest: threads cost more to wake than they save."""

KV_TYPES = {
    "f32": L.GGML_TYPE_F32,
    "f16": L.GGML_TYPE_F16,
    "q8_0": L.GGML_TYPE_Q8_0,
    "q4_0": L.GGML_TYPE_Q4_0,
}

_GGUF_STRING = 8  # GGUF_TYPE_STRING: asking for any other type's value as text aborts the process

_log: deque[str] = deque(maxlen=200)


class Gpu(StrEnum):
    """Whether a GPU may, must not or must be used."""

    AUTO = "auto"
    OFF = "off"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a GGUF is loaded. `gpu_layers` < 0 offloads all; `threads` None is chosen from idle cores;
    `n_ctx` None is the model's own, at most 4096; `kv_type` is one of f32, f16, q8_0, q4_0. `progress`
    is called with the file and the share of it that is read, 0..1. `n_branches` steps can be drawn at
    once (`Model.alternatives`)."""

    gpu: Gpu = Gpu.AUTO
    gpu_layers: int = -1
    threads: int | None = None
    n_ctx: int | None = None
    kv_type: str = "f16"
    mmap: bool = True
    n_branches: int = 0
    progress: Callable[[Path, float], None] | None = None


class Abort:
    """A flag that llama.cpp polls inside `llama_decode`, with no Python in the decode path.

    The callback is libc's `strlen` over a two-byte buffer: it returns 0 (go on) until a byte is
    written, then 1. It may be set from any thread and from a signal handler.
    """

    def __init__(self) -> None:
        self.buffer = ctypes.create_string_buffer(2)

    def set(self) -> None:
        self.buffer[0] = b"x"

    def clear(self) -> None:
        self.buffer[0] = b"\0"

    def is_set(self) -> bool:
        return self.buffer[0] != b"\0"


def _libc_strlen() -> L.ggml_abort_callback:  # type: ignore[valid-type]
    libc = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
    return ctypes.cast(libc.strlen, L.ggml_abort_callback)


STRLEN = _libc_strlen()


@L.llama_log_callback  # type: ignore[untyped-decorator]
def _capture(level: int, text: bytes, user_data: object) -> None:
    if level == 5 and _log:  # GGML_LOG_LEVEL_CONT
        _log[-1] += text.decode("utf-8", "replace")
    else:
        _log.append(text.decode("utf-8", "replace"))


L.llama_backend_init()
L.llama_log_set(_capture, ctypes.c_void_p(0))


def log_lines() -> list[str]:
    """The last lines llama.cpp logged, oldest first."""
    return [line.rstrip("\n") for line in _log]


class _GgufInit(ctypes.Structure):
    """`struct gguf_init_params` of ggml's gguf.h."""

    _fields_ = [("no_alloc", ctypes.c_bool), ("ctx", ctypes.c_void_p)]


def _gguf(name: str, result: type | None, *arguments: type) -> ctypes._NamedFuncPointer:
    """A function of gguf.h. Reached through the library that is already mapped, never by path."""
    function = getattr(L._lib, name)
    function.restype, function.argtypes = result, list(arguments)
    return function  # type: ignore[no-any-return]


def check_file(path: Path) -> str:
    """Refuse what llama.cpp could not run, in one clear line each; return the architecture.

    Reads the header only: some milliseconds, whatever the size. Raises ModelError.
    """
    check_gguf(path)
    header = _gguf("gguf_init_from_file", ctypes.c_void_p, ctypes.c_char_p, _GgufInit)(
        os.fsencode(path), _GgufInit(no_alloc=True, ctx=None)
    )
    if not header:
        raise ModelError(f"{path} is truncated or damaged; download or copy it again")
    try:
        return _architecture(path, header)
    finally:
        _gguf("gguf_free", None, ctypes.c_void_p)(header)


def _architecture(path: Path, header: int) -> str:
    find = _gguf("gguf_find_key", ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p)
    kind = _gguf("gguf_get_kv_type", ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
    string = _gguf("gguf_get_val_str", ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int64)
    n_tensors = _gguf("gguf_get_n_tensors", ctypes.c_int64, ctypes.c_void_p)(header)
    key = find(header, b"general.architecture")
    if key < 0 or kind(header, key) != _GGUF_STRING:
        raise ModelError(f"{path} names no architecture in its header; download or copy it again")
    architecture: str = string(header, key).decode("utf-8", "replace")
    if find(header, b"tokenizer.ggml.model") < 0:
        raise ModelError(
            f"{path} is no text model (architecture '{architecture}', without a tokenizer); "
            "name one that writes text"
        )
    if n_tensors == 0:
        raise ModelError(f"{path} holds a vocabulary and no weights; name a whole model")
    return architecture


def idle_cores(sample_seconds: float = 0.05) -> int:
    """Cores that this process may use and that nobody keeps busy at the moment; at least 1.

    More threads than idle cores collapse llama.cpp's speed, for its workers spin at barriers. On Linux
    the cores are those of the CPU affinity, within the cgroup's quota; elsewhere all, less the load. The
    system counts hundredths of a second: in a shorter sample two of them, of a screen that is painted say,
    are a busy core.
    """
    if not hasattr(os, "sched_getaffinity"):
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        return max(1, (os.cpu_count() or 1) - round(load))
    allowed = os.sched_getaffinity(0)
    cores = min(len(allowed), _cgroup_quota())
    with contextlib.suppress(OSError):  # no /proc in some sandboxes
        cores -= round(_busy_cores(allowed, sample_seconds))
    return max(1, int(cores))


def _cgroup_quota() -> float:
    """Cores' worth of time that a container's limit leaves (cgroup v2 `cpu.max`); infinite without one."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        return float(quota) / float(period)
    except (OSError, ValueError):  # no such file, or "max"
        return math.inf


def _busy_cores(allowed: set[int], seconds: float) -> float:
    """Mean number of the `allowed` cores that were busy over `seconds`. Raises OSError off Linux."""
    names = {f"cpu{core}" for core in allowed}

    def jiffies() -> tuple[int, int]:
        rows = [line.split() for line in Path("/proc/stat").read_text().splitlines()]
        times = [[int(value) for value in row[1:9]] for row in rows if row[0] in names]
        return sum(map(sum, times)), sum(row[3] + row[4] for row in times)  # idle, and waiting for I/O

    total, idle = jiffies()
    time.sleep(seconds)
    total_after, idle_after = jiffies()
    spent = total_after - total
    return len(allowed) * (1 - (idle_after - idle) / spent) if spent else 0.0


def load(path: Path, options: LoadOptions, abort: Abort) -> tuple[L.llama_model_p, L.llama_context_p, bool]:
    """A model, its context, and whether layers are on a GPU. Raises ModelError, DeviceError.

    With `Gpu.AUTO`, what does not fit on the GPU runs on the CPU.
    """
    can_offload = bool(L.llama_supports_gpu_offload())
    if options.gpu is Gpu.REQUIRE and not (can_offload and options.gpu_layers):
        raise DeviceError(
            "--gpu require: this llama-cpp-python has no GPU backend or finds no GPU; "
            "see 'GPU builds' in the README"
        )
    architecture = check_file(path)
    if can_offload and options.gpu is not Gpu.OFF and options.gpu_layers:
        try:
            model, context = _load_onto(path, options, architecture, abort, on_gpu=True)
        except DeviceError:
            if options.gpu is Gpu.REQUIRE:
                raise
        else:
            on_gpu = _offloaded()
            if on_gpu or options.gpu is Gpu.AUTO:
                return model, context, on_gpu
            L.llama_free(context)
            L.llama_model_free(model)
            raise DeviceError(f"--gpu require: llama.cpp put no layer of {path} on the GPU")
    return *_load_onto(path, options, architecture, abort, on_gpu=False), False


def _load_onto(
    path: Path, options: LoadOptions, architecture: str, abort: Abort, *, on_gpu: bool
) -> tuple[L.llama_model_p, L.llama_context_p]:
    model = _load(path, options, on_gpu)
    if not model:
        raise _why_not_loaded(path, architecture)
    try:
        has_words = L.llama_vocab_type(L.llama_model_get_vocab(model)) != L.LLAMA_VOCAB_TYPE_NONE
        if not (has_words and L.llama_model_has_decoder(model)):
            raise ModelError(
                f"{path} is no text-writing model (architecture '{architecture}'); name one that writes text"
            )
        return model, _new_context(model, path, options, abort)
    except ArbiterError:
        L.llama_model_free(model)
        raise


def _load(path: Path, options: LoadOptions, on_gpu: bool) -> L.llama_model_p | None:
    params = L.llama_model_default_params()
    params.n_gpu_layers = options.gpu_layers if on_gpu else 0
    params.load_mode = 1 if options.mmap else 0
    # AMX is found in servers only, and in virtual machines that do not keep its state it crashes. It
    # sits behind the extra buffers, and can be told off with them alone.
    params.use_extra_bufts = b"AMX_INT8 = 1" not in L.llama_print_system_info()
    no_devices = (ctypes.c_void_p * 1)(None)
    if not on_gpu:  # n_gpu_layers=0 alone would still set up GPU backends
        params.devices = ctypes.cast(no_devices, ctypes.c_void_p)
    tell = options.progress or (lambda path, share: None)
    on_progress = L.llama_progress_callback(lambda share, _: tell(path, share) is None)  # None: go on
    params.progress_callback = on_progress
    _log.clear()
    model: L.llama_model_p | None = L.llama_model_load_from_file(os.fsencode(path), params)
    return model


def gpu_memory() -> tuple[int, int] | None:
    """Bytes in use and in all on the GPUs that llama.cpp may use, by anyone; None without one."""
    if not L.llama_supports_gpu_offload():
        return None
    count = _gguf("ggml_backend_dev_count", ctypes.c_size_t)
    device = _gguf("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    kind = _gguf("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    ask = _gguf("ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
    used = total = 0
    for found in map(device, range(count())):
        if kind(found) in (1, 2):  # GGML_BACKEND_DEVICE_TYPE_GPU, …_IGPU
            free, of = ctypes.c_size_t(), ctypes.c_size_t()
            ask(found, free, of)
            used, total = used + of.value - free.value, total + of.value
    return (used, total) if total else None


def _offloaded() -> bool:
    found = re.search(r"offloaded (\d+)/\d+ layers to GPU", "\n".join(_log))
    return bool(found and int(found[1]))


def _why_not_loaded(path: Path, architecture: str) -> ArbiterError:
    lines = " ".join(_log)
    if re.search(r"out of memory|failed to allocate|unable to allocate|cannot allocate", lines, re.I):
        return DeviceError(f"not enough memory to load {path}; choose a smaller model or fewer GPU layers")
    if "not within the file bounds" in lines:
        return ModelError(f"{path} is truncated or damaged; download or copy it again")
    if "unknown model architecture" in lines:
        return ModelError(
            f"{path} has the architecture '{architecture}', which this llama.cpp does not run as text"
        )
    errors = [line for line in log_lines() if "error" in line.lower()]
    return ModelError(f"llama.cpp cannot load {path}: {errors[-1] if errors else 'no reason given'}")


def _new_context(model: L.llama_model_p, path: Path, options: LoadOptions, abort: Abort) -> L.llama_context_p:
    """A context with one sequence, its branches, KV rollback and the abort flag. Raises ModelError,
    DeviceError."""
    if options.kv_type not in KV_TYPES:
        raise ModelError(f"KV type '{options.kv_type}' is not one of {', '.join(KV_TYPES)}")
    n_train = L.llama_model_n_ctx_train(model)
    params = L.llama_context_default_params()
    params.n_ctx = options.n_ctx or min(n_train, 4096)
    params.n_batch = params.n_ubatch = min(512, params.n_ctx)
    small = path.stat().st_size < SMALL_MODEL_BYTES
    params.n_threads = params.n_threads_batch = options.threads or (1 if small else idle_cores())
    params.type_k = params.type_v = KV_TYPES[options.kv_type]
    params.flash_attn_type = -1
    params.swa_full = True  # sliding-window models can only roll back with a full cache
    params.no_perf = True
    if options.n_branches:
        params.n_seq_max = 1 + options.n_branches
        params.kv_unified = True  # else a branch cannot share the cells of what it goes on from
    params.abort_callback = STRLEN
    params.abort_callback_data = ctypes.cast(abort.buffer, ctypes.c_void_p)
    context: L.llama_context_p | None = L.llama_init_from_model(model, params)
    if not context:
        raise DeviceError(
            f"no memory for a context of {params.n_ctx} tokens of {path.name}; "
            "ask for a smaller context or KV type"
        )
    if L.llama_pooling_type(context) not in (-1, 0):
        L.llama_free(context)
        raise ModelError(f"{path} is an embedding model; name one that writes text")
    return context


class Vocabulary:
    """Tokens and text of a loaded model."""

    def __init__(self, model: L.llama_model_p) -> None:
        vocab = L.llama_model_get_vocab(model)
        assert vocab is not None
        self.handle = vocab
        self.size = int(L.llama_vocab_n_tokens(vocab))
        self.bos = int(L.llama_vocab_bos(vocab))
        self.eos = int(L.llama_vocab_eos(vocab))
        self.adds_bos = bool(L.llama_vocab_get_add_bos(vocab))
        self._pieces: dict[int, bytes] = {}

    @property
    def key(self) -> str:
        """Equal for two models whose ids mean the same text. Padding at the end does not count."""
        texts = [L.llama_vocab_get_text(self.handle, i) or b"" for i in range(self.size)]
        while texts and texts[-1].startswith(b"[PAD"):
            texts.pop()
        return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]

    def text_of(self, token: int) -> str:
        """The vocabulary's own spelling of a token, as chat templates name it; '' for none."""
        return (
            ""
            if token < 0
            else (L.llama_vocab_get_text(self.handle, token) or b"").decode("utf-8", "replace")
        )

    def encode(self, text: str, *, special: bool = False) -> list[int]:
        """Token ids of a text. `special` reads control tokens in it: for templates only, never for
        a user's or a model's words."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 2
        ids = (L.llama_token * room)()
        n = L.llama_tokenize(self.handle, data, len(data), ids, room, False, special)
        assert n >= 0, "a text has no more tokens than bytes"
        return list(ids[:n])

    def piece(self, token: int) -> bytes:
        """Bytes of one token; control tokens have none."""
        if token not in self._pieces:
            buffer = ctypes.create_string_buffer(256)
            n = L.llama_token_to_piece(self.handle, token, buffer, 256, 0, False)
            if n < 0:
                buffer = ctypes.create_string_buffer(-n)
                n = L.llama_token_to_piece(self.handle, token, buffer, -n, 0, False)
            self._pieces[token] = buffer.raw[:n]
        return self._pieces[token]

    def is_eog(self, token: int) -> bool:
        return bool(L.llama_vocab_is_eog(self.handle, token))


def metadata(model: L.llama_model_p, key: str) -> str:
    """A metadata value as text; '' where there is none."""
    room = 1 << 16
    while True:
        buffer = ctypes.create_string_buffer(room)
        n = L.llama_model_meta_val_str(model, key.encode(), buffer, room)
        if n < room:  # it gives the length the value has, whatever fits
            return buffer.value.decode("utf-8", "replace") if n >= 0 else ""
        room = n + 1
