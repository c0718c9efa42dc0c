"""The one door to a language model: one request, one reply or one of our own errors."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.seen import guarded, without_seen
from mlws_writer.writing import budget, listening, tracing
from mlws_writer.writing.cache import Kept, ReplyCache, key
from mlws_writer.writing.calls import CallLog
from mlws_writer.writing.failures import AGAIN, GivenUp, PromptTooLong, ReplyFull, ServerBusy, as_ours
from mlws_writer.writing.gauge import Gauge
from mlws_writer.writing.prompts import Prompt
from mlws_writer.writing.replies import parse
from mlws_writer.writing.window import Limits, reply_size, size

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SPARE = 256
"""Tokens for the paragraph before, and for what a check found, which stand in some prompts beside the facts."""
PATIENCE = 3
"""So many unusable answers in a row, and the model is not asked again."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How a kind of server is spoken to: what goes with each call, and what its client raises.

    `cuts` tells that it may shorten a prompt without a word; `loaded` gives the context of the model in its memory, or
    0 where it does not say.
    """

    arguments: Callable[[Mapping[str, Any], Limits], Mapping[str, object]]
    errors: Callable[[], tuple[type[Exception], ...]] = lambda: ()
    cuts: bool = False
    loaded: Callable[[], int] = lambda: 0


PLAIN = Speech(lambda schema, limits: {"format": schema})
"""A chat model that is handed the form of the reply and nothing else, such as a recorded one."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a door: kept replies (`fresh` does not read them), measures, the call log, who is told.

    `heard` is told each question with the answer that could be read.
    """

    cache: ReplyCache | None = None
    fresh: bool = False
    gauge: Gauge = field(default_factory=Gauge)
    calls: CallLog = field(default_factory=CallLog)
    progress: Callable[[str], None] = lambda text: None
    heard: Callable[[Prompt, Mapping[str, Any]], None] = lambda prompt, value: None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered: the object that was asked for, and what it cost."""

    value: Mapping[str, Any]
    prompt_tokens: int = 0
    reply_tokens: int = 0
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What a door has cost so far; a kept answer costs nothing."""

    calls: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    reply_tokens: int = 0
    seconds: float = 0.0


class Door:
    """A chat model behind our own terms: each failure is a ModelUnavailable or a ReplyError."""

    def __init__(  # noqa: PLR0913  one door, handed all that it needs
        self,
        chat: "BaseChatModel",
        *,
        name: str,
        digest: str = "",
        family: str = "",
        limits: Limits | None = None,
        beside: Beside | None = None,
        speech: Speech = PLAIN,
        required: bool = False,
        url: str = "",
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.name, self.digest, self.required, self.url = name, digest, required, url
        self.beside, self.spent = beside or Beside(), Spent()
        self._most = limits or Limits()
        self.limits = self._of(self._most.num_ctx)
        self._chat, self._speech, self._close = chat, speech, close
        self._family = budget.factor(name, family)
        self._confirmed = self._sized = False
        self._unusable = 0
        self._gone: ModelUnavailable | None = None
        self._closed = False
        self._board = listening.Board(self.beside.progress)
        self._seats, self._state = threading.Semaphore(self._most.parallel), threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections; whoever still waits for an answer gets none."""
        self._closed = True
        self._board.silence()
        self._close()

    def make_room(self, tokens: int) -> None:
        """Choose the context of this run for its largest prompt; the first choice stays."""
        if not self._sized:
            reply = reply_size(self._most.num_ctx, self._most.num_predict)
            need = tokens + tokens // 10 + SPARE + reply + budget.MARGIN
            self.limits = self._of(size(need, self._most.num_ctx, self._speech.loaded()))
            self._sized = True

    def tokens(self, prompt: Prompt) -> int:
        """Estimate what a prompt costs this model."""
        return round(_raw(prompt) * self.beside.gauge.factor(self.digest, self._family)) + 1

    def fits(self, prompt: Prompt) -> bool:
        """Tell whether a prompt and its reply fit into the context."""
        return budget.fits(self.tokens(prompt), self.limits.num_ctx, self.limits.num_predict)

    def ask(self, prompt: Prompt, schema: Mapping[str, Any]) -> Reply:
        """Ask once; the reply is complete and of the form of `schema`, or this is a ReplyError.

        No secret that was seen is sent, nor kept of what comes back.
        """
        prompt = replace(prompt, system=without_seen(prompt.system), user=without_seen(prompt.user))
        asked = key(self.digest or self.name, self.limits.shaping, schema, prompt.system, prompt.user)
        kept = self.beside.cache.get(asked) if self.beside.cache and not self.beside.fresh else None
        if kept:
            with self._state:
                self.spent = replace(self.spent, calls=self.spent.calls + 1, cached=self.spent.cached + 1)
                self._note(prompt, outcome="from the cache", cached=True)
            return Reply(parse(kept.content, schema, self.name), kept.prompt_tokens, kept.reply_tokens, cached=True)
        with self._seats:
            answered, value = self._answered(prompt, schema)
        if self.beside.cache:
            self.beside.cache.put(asked, answered)
        self.beside.heard(prompt, value)
        return Reply(value, answered.prompt_tokens, answered.reply_tokens)

    def _answered(self, prompt: Prompt, schema: Mapping[str, Any]) -> tuple[Kept, Mapping[str, Any]]:
        """Ask, unless it is known to be in vain, and remember what came of it."""
        if self._gone:
            raise self._gone
        if self._closed:
            raise ModelUnavailable(f"{self.name} is not asked any more.", why="the work was ended")
        if self._unusable >= PATIENCE:
            why = f"{PATIENCE} answers in a row could not be used"
            raise GivenUp(f"{self.name} is not asked again.", why=why, fix=AGAIN)
        try:
            found = self._answer(prompt, schema)
        except ReplyError:
            with self._state:
                self._unusable += 1
            raise
        except PromptTooLong:
            raise
        except ModelUnavailable as error:
            self._gone = error  # whoever waited for it once does not wait again
            raise
        self._unusable = 0
        return found

    def _answer(self, prompt: Prompt, schema: Mapping[str, Any]) -> tuple[Kept, Mapping[str, Any]]:
        """Ask, and note what came of it, whatever it is."""
        start = time.perf_counter()
        try:
            heard = self._hear_in_time(prompt, schema)
            with self._state:
                kept = self._whole(prompt, heard)
            value = parse(kept.content, schema, self.name)
        except ModelUnavailable as error:
            with self._state:
                self._note(prompt, outcome=error.message, why=error.why, seconds=round(time.perf_counter() - start, 3))
            raise
        finally:
            self._board.say("")
        with self._state:
            self._count(prompt, kept, heard)
        return kept, value

    def _hear_in_time(self, prompt: Prompt, schema: Mapping[str, Any]) -> listening.Heard:
        """Ask, once more where the server was busy, or where it counts more tokens than we did and there is room."""
        try:
            return self._hear(prompt, schema)
        except ServerBusy:
            time.sleep(self.limits.pause)
        except PromptTooLong as error:
            with self._state:
                grown = self._grown(prompt, error)
            if not grown:
                raise
        return self._hear(prompt, schema)

    def _hear(self, prompt: Prompt, schema: Mapping[str, Any]) -> listening.Heard:
        tracing.switch_off()
        # Imported here: LangChain takes a second, which only a run with a model pays.
        from langchain_core.messages import HumanMessage, SystemMessage

        messages = [SystemMessage(prompt.system), HumanMessage(prompt.user)]
        self._board.say(f"{self.name} reads about {self.tokens(prompt):,} tokens")
        try:
            arguments: dict[str, Any] = dict(self._speech.arguments(schema, self.limits))
            pieces = self._chat.stream(messages, **arguments)
            return listening.listen(
                pieces,
                model=self.name,
                most=self.limits.num_predict,
                clock=time.perf_counter,
                tell=self._board.say,
            )
        except self._speech.errors() as error:
            raise as_ours(error, url=self.url, model=self.name, seconds=self.limits.idle) from error
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:  # a frame that is no frame
            raise as_ours(error, url=self.url, model=self.name) from error

    def _grown(self, prompt: Prompt, error: PromptTooLong) -> bool:
        """Learn from a refusal what the server counted and how large its context is; tell whether there is a larger."""
        self.beside.gauge.learn(self.digest, _raw(prompt), error.tokens)
        had = self.limits.num_ctx
        if 0 < error.context < had:
            self.limits = self._of(error.context)
            return False
        need = (error.tokens or 2 * had) + self.limits.num_predict + budget.MARGIN
        self.limits = self._of(size(need, max(self._most.num_ctx, had)))
        return self.limits.num_ctx > had

    def _whole(self, prompt: Prompt, heard: listening.Heard) -> Kept:
        """Insist on a reply that ended by itself, made from the whole prompt."""
        end = heard.end
        reason = end.get("finish_reason", end.get("done_reason"))  # other chat models say finish_reason
        if end.get("done") is not True and "finish_reason" not in end:
            raise self._failed("was cut off", "the stream ended without a final frame")
        read = int(end.get("prompt_eval_count") or end.get("prompt_tokens") or 0)
        if self._speech.cuts and self._was_cut(read, self.tokens(prompt)):
            estimated = f"{self.tokens(prompt):,}"
            raise self._failed("rests on half a prompt", f"the server read {read:,} of about {estimated} tokens")
        if reason == "length":
            why = f"it reached its limit of {self.limits.num_predict} tokens"
            raise ReplyFull(f"The answer of {self.name} was cut off.", why=why, fix=AGAIN)
        if reason != "stop":
            raise self._failed("is not usable", f"it ended with {reason!r}")
        self.beside.gauge.learn(self.digest, _raw(prompt), read)
        return Kept(guarded(heard.content), read, int(end.get("eval_count") or end.get("completion_tokens") or 0))

    def _was_cut(self, read: int, estimated: int) -> bool:
        """Recognise the counts to which servers cut: all of the context, or, since 0.30.11, half of it."""
        self._confirm()
        half = self.limits.num_ctx // 2
        if read >= self.limits.num_ctx - 1 or (read in (half + 2, half + 3) and estimated > half + 3):
            return True
        return self.beside.gauge.knows(self.digest) and 0 < read < 0.5 * estimated

    def _confirm(self) -> None:
        """Look once, after the first answer, whether the server gave the model the context that was asked for."""
        if not self._confirmed:
            self._confirmed = True
            given = self._speech.loaded()
            if 0 < given < self.limits.num_ctx:
                self.limits = self._of(given)

    def _of(self, num_ctx: int) -> Limits:
        """Give the limits for a context; the reply leaves the prompt most of it."""
        return replace(self._most, num_ctx=num_ctx, num_predict=reply_size(num_ctx, self._most.num_predict))

    def _failed(self, what: str, why: str) -> ReplyError:
        return ReplyError(f"The answer of {self.name} {what}.", why=why, fix=AGAIN)

    def _count(self, prompt: Prompt, kept: Kept, heard: listening.Heard) -> None:
        spent = self.spent
        self.spent = Spent(
            spent.calls + 1,
            spent.cached,
            spent.prompt_tokens + kept.prompt_tokens,
            spent.reply_tokens + kept.reply_tokens,
            spent.seconds + heard.seconds,
        )
        writing = heard.seconds - heard.first
        self._note(
            prompt,
            outcome="answered",
            prompt_tokens=kept.prompt_tokens,
            reply_tokens=kept.reply_tokens,
            first_s=round(heard.first, 3),
            seconds=round(heard.seconds, 3),
            tokens_per_s=round(kept.reply_tokens / writing, 1) if writing > 0 else 0.0,
        )

    def _note(self, prompt: Prompt, *, outcome: str, **more: object) -> None:
        about: dict[str, object] = {"model": self.name, "prompt": prompt.name, "prompt_hash": prompt.version[:16]}
        about |= {"outcome": outcome, "num_ctx": self.limits.num_ctx, "estimated_tokens": self.tokens(prompt)}
        self.beside.calls.call(about | more)


def _raw(prompt: Prompt) -> int:
    return budget.estimate(prompt.system) + budget.estimate(prompt.user)
