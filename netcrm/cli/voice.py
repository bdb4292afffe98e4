"""What a command says, in the form that whoever listens can use, and what it hears of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TextIO

_NARROWEST = 20


class Face(Enum):
    """How results are shown: to a person, through a pipe, to a program."""

    terminal = "terminal"
    pipe = "pipe"
    json = "json"


@dataclass
class Voice:
    """The streams of a command, and what of them is for whom."""

    out: TextIO
    err: TextIO
    input: TextIO
    environ: Mapping[str, str]
    as_json: bool = field(default=False, kw_only=True)
    plain: bool = field(default=False, kw_only=True)
    quiet: bool = field(default=False, kw_only=True)
    no_color: bool = field(default=False, kw_only=True)
    warnings: list[str] = field(default_factory=list, kw_only=True)

    @property
    def face(self) -> Face:
        """The face that results take."""
        if self.as_json:
            return Face.json
        forced = bool(self.environ.get("FORCE_COLOR"))
        return Face.terminal if (self.out.isatty() or forced) and not self.plain else Face.pipe

    @property
    def width(self) -> int:
        """How many columns a person sees."""
        import shutil

        columns = self.environ.get("COLUMNS", "")
        if columns.isdecimal() and int(columns) > 0:
            return max(int(columns), _NARROWEST)
        return shutil.get_terminal_size((80, 24)).columns

    @property
    def color(self) -> bool:
        """Whether colours may be used."""
        return not (
            self.no_color or self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb"
        )

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer a question."""
        return self.input.isatty() and self.err.isatty() and not self.as_json

    def print(self, text: str) -> None:
        """A result, as it is."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def tell(self, *sentences: str) -> None:
        """A result in words, each sentence on a line of its own, wrapped for a person.

        What was stored is quoted in them, and makes no line that looks like one of ours.
        """
        for said in sentences:
            self.print(self._for(self.out, said))

    def _for(self, stream: TextIO, text: str) -> str:
        from netcrm.render.safe import line

        if not stream.isatty() or self.plain:
            return line(text)
        from netcrm.render.prose import Advice, prose

        if isinstance(text, Advice):
            return prose(Advice(line(text.words), line(text.command)), self.width)
        return prose(line(text), self.width)

    def page(self, text: str) -> None:
        """A result for a person: what is longer than the terminal goes through the pager."""
        from netcrm.cli.pager import paged

        if not paged(text, self.out, self.environ):
            self.print(text)

    def say(self, *sentences: str) -> None:
        """Words for a person, each sentence on a line of its own; they go to stderr."""
        if not self.quiet:
            self.complain(*sentences)

    def complain(self, *sentences: str) -> None:
        """Words for a person that no option silences."""
        for said in sentences:
            self.err.write(self._for(self.err, said) + "\n")

    def warn(self, text: str) -> None:
        """A warning: it stands in the JSON too."""
        self.warnings.append(text)
        if not self.as_json:
            from netcrm.render.prose import Advice

            if isinstance(text, Advice):
                self.say(Advice(f"Note: {text.words}", text.command))
            else:
                self.say(f"Note: {text}")

    def confirm(self, question: str) -> bool:
        """Whether the person says yes; nobody there is no."""
        if not self.can_ask:
            return False
        self.err.write(self._for(self.err, f"{question} [y/N]") + " ")
        self.err.flush()
        answer = self.input.readline()
        if not answer:
            raise KeyboardInterrupt
        return answer.strip().lower() in ("y", "yes")

    def key(self) -> str:
        """One key of the person, without Enter where the terminal can do that."""
        from netcrm.cli.keys import one_key

        return one_key(self.input)
