"""A chat model that replays recorded replies, or computes them; evals and tests ask it in place of a real one.

Imported only where one is needed, since LangChain takes a second.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field, PrivateAttr

from mlws_writer.writing import tracing
from mlws_writer.writing.prompts import Prompt

tracing.switch_off()  # before LangChain is imported, which reads the variables then

from langchain_core.callbacks import CallbackManagerForLLMRun  # noqa: E402
from langchain_core.language_models import BaseChatModel  # noqa: E402
from langchain_core.messages import AIMessage, BaseMessage  # noqa: E402
from langchain_core.outputs import ChatGeneration, ChatResult  # noqa: E402

Answer = Callable[[Prompt, Mapping[str, Any]], object]
"""From what was asked, and the form of the reply, to the reply: an object, or text as it shall arrive."""


class RecordedChat(BaseChatModel):
    """Answer as recorded: by the version of a prompt, by slot, or by a function of what is asked.

    `replies` maps a prompt's version to a whole reply, a slot (or what follows its last slash) to a text or an object
    with `text` and `facts`, and `ideas` to a list of ideas. A list of texts is used up one a time that its slot is
    asked for, and its last one stays. Where nothing is recorded, the text is empty.
    """

    replies: dict[str, Any] = Field(default_factory=dict)
    answer: Answer | None = None
    done_reason: str = "stop"
    _asked: list[Prompt] = PrivateAttr(default_factory=list)
    _times: dict[str, int] = PrivateAttr(default_factory=dict)

    @property
    def asked(self) -> tuple[Prompt, ...]:
        """What it was asked, in order."""
        return tuple(self._asked)

    @property
    def _llm_type(self) -> str:
        return "recorded"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        prompt = Prompt("", *(str(message.text) for message in messages[:2]))
        self._asked.append(prompt)
        reply = self._reply(prompt, kwargs.get("format") or {})
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        end = {
            "done": True,
            "done_reason": self.done_reason,
            "prompt_eval_count": len(prompt.user) // 8 + 1,
            "eval_count": len(text) // 8 + 1,
        }
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text), generation_info=end)])

    def _reply(self, prompt: Prompt, schema: Mapping[str, Any]) -> object:
        if self.answer:
            return self.answer(prompt, schema)
        if prompt.version in self.replies:
            return self.replies[prompt.version]
        if "ideas" in schema.get("properties", {}):
            return {"ideas": list(self._ideas(schema))}
        return {"texts": list(self._texts(schema))}

    def _ideas(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, object]]:
        ids = schema["properties"]["ideas"]["items"]["properties"]["facts"]["items"].get("enum", [])
        for idea in self.replies.get("ideas", []):
            yield {**idea, "facts": [name for name in idea.get("facts", ids) if name in ids]}

    def _texts(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, object]]:
        properties = schema["properties"]["texts"]["items"]["properties"]
        ids = properties["facts"]["items"].get("enum", [])
        for slot in properties["slot"]["enum"]:
            said = self._recorded(slot)
            whole = said if isinstance(said, Mapping) else {"text": said}
            known = [name for name in whole.get("facts", ids) if name in ids]
            yield {"slot": slot, "text": whole["text"], "facts": known}

    def _recorded(self, slot: str) -> Any:
        said = self.replies.get(slot, self.replies.get(slot.rpartition("/")[2], ""))
        if isinstance(said, str | Mapping) or not isinstance(said, Sequence):
            return said
        turn = self._times.get(slot, 0)
        self._times[slot] = turn + 1
        return said[min(turn, len(said) - 1)] if said else ""
