"""HTML → its prose: blocks set apart, entities read, scripts, code and comments left out; every word knows its place."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from .pieces import MarkedText

_LEFT_OUT = frozenset(
    "script style template noscript svg math code pre kbd samp var textarea select button iframe object canvas head title".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p section summary table tbody td tfoot th
    thead tr ul video audio""".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_QUOTES = {"q": '"'}
_SPACE = re.compile(r"[ \t\r\n\f]*[\r\n][ \t\r\n\f]*")
_CODE = "X"  # code inside a sentence holds the place of a word, or the words around it would grow together
_INLINE_CODE = frozenset("code kbd samp var".split())


class _Reader(HTMLParser):
    """Notes where each piece of the source begins and what it reads as; None: as it stands."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.starts = [0, *(m.end() for m in re.finditer("\n", source))]
        self.events: list[tuple[int, str | None]] = []
        self.depth = 0
        self.inside: list[str] = []

    def _note(self, plain: str | None) -> None:
        line, column = self.getpos()
        self.events.append((self.starts[line - 1] + column, "" if self.inside and plain is None else plain))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("" if self.inside else _CODE if tag in _INLINE_CODE else self._plain(tag))
        if tag in _LEFT_OUT and tag not in _VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("" if self.inside else self._plain(tag))

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            if tag in self.inside:
                del self.inside[self.inside.index(tag) :]
            self._note("" if self.inside else self._plain(tag))
        else:
            self._note(self._plain(tag))

    def _plain(self, tag: str) -> str:
        return "\n" if tag == "br" else "\n\n" if tag in _BLOCKS or tag == "pre" else _QUOTES.get(tag, "")

    def handle_data(self, data: str) -> None:
        self._note(None)

    def handle_entityref(self, name: str) -> None:
        self._note(self._entity(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._note(self._entity(f"&#{name};"))

    def _entity(self, raw: str) -> str:
        return "" if self.inside else unescape(raw)

    def handle_comment(self, data: str) -> None:
        self._note("")

    def handle_decl(self, decl: str) -> None:
        self._note("")

    def handle_pi(self, data: str) -> None:
        self._note("")

    def unknown_decl(self, data: str) -> None:
        self._note("")


def read_html(source: str) -> MarkedText:
    """The prose of an HTML source, whole page or fragment. Nothing in it is an error: browsers forgive, so does this."""
    return MarkedText.of_markup(html_pieces(source))


def html_pieces(source: str) -> list[tuple[str, str]]:
    """The source in (plain, given) pieces."""
    # A comment that nothing ends reaches to the end, for browsers too; the parser would look for its end at each "<!--".
    open_comment = source.find("<!--", source.rfind("-->") + 3 if "-->" in source else 0)
    reader = _Reader(source)
    reader.feed(source if open_comment < 0 else source[:open_comment])
    reader.close()
    if open_comment >= 0:
        reader.events.append((open_comment, ""))
    events = sorted(reader.events, key=lambda event: event[0])  # stable; close() may look back
    pieces: list[tuple[str, str]] = []
    first = events[0][0] if events else len(source)
    if first:
        pieces.append(("", source[:first]))
    for k, (start, plain) in enumerate(events):
        end = events[k + 1][0] if k + 1 < len(events) else len(source)
        given = source[start:end]
        if plain is None:
            pieces.extend(_running_text(given))
        elif given:
            pieces.append((plain, given))
    return pieces


def _running_text(given: str) -> list[tuple[str, str]]:
    """Text between tags: a line's end in the source is a space to the reader."""
    pieces = []
    at = 0
    for space in _SPACE.finditer(given):
        if space.start() > at:
            pieces.append((given[at : space.start()],) * 2)
        pieces.append((" ", space.group()))
        at = space.end()
    if at < len(given):
        pieces.append((given[at:],) * 2)
    return pieces
