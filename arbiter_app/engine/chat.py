"""From a problem to the text a model expects: the GGUF's own chat template.

Knows nothing of tokens. The template's text may hold control tokens and is read as such; the
problem is the user's words and never is, so the two come apart here.
"""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

INSTRUCTION = (
    "Solve the problem step by step. Write each step as a short paragraph and put a blank line between "
    "steps. End with one line: Answer: <the answer>"
)
"""Asked of chat models that were not trained for this format. The bundled pair's template leaves it out."""

_HERE = "\ue000problem\ue000"  # private-use characters: no template or problem has them


def frame(template: str, *, bos: str, eos: str) -> tuple[str, str]:
    """The text before and after the problem, for a GGUF's `tokenizer.chat_template`.

    A model without one (a base model) gets the problem, a blank line and nothing else. Raises
    ValueError when the template cannot be used: unreadable, or it drops the user's message.
    """
    if not template:
        return bos, "\n\n"
    for messages in (
        [{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": _HERE}],
        [{"role": "user", "content": f"{INSTRUCTION}\n\n{_HERE}"}],  # templates that refuse a system message
    ):
        try:
            text = _render(template, messages, bos, eos)
        except Exception as error:  # a template is a program of the file's: it may raise anything
            reason = str(error)
            continue
        before, here, after = text.partition(_HERE)
        if here and _HERE not in after:
            return before, after
        reason = "the user's message does not come through once"
    raise ValueError(reason)


def _render(template: str, messages: list[dict[str, str]], bos: str, eos: str) -> str:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols]
    )
    return environment.from_string(template).render(
        messages=messages,
        bos_token=bos,
        eos_token=eos,
        add_generation_prompt=True,
        raise_exception=_refuse,
        strftime_now=lambda form: datetime.now().strftime(form),
    )


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)
