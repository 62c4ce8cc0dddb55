"""Parses the text of the query bar into trees, by recursive descent. `+` and `-` bind strongest, from left to right;
then `/`; then the comma.

    query := [line] ("," [line])*
    line  := set ["/" set]
    set   := item (("+" | "-") item)*
    item  := "(" line ")" | name [":title"] | quoted [":title"] | "[" name "]" [":title"] | "@" theme
"""

from typing import NoReturn

from dashboard.query_language.tokens import NOT_BARE, QueryError, Token, tokenize
from dashboard.query_language.tree import Both, Exact, Expression, Name, Papers, Pattern, Share, Theme

MOST_SIGNS = 2000
MOST_ITEMS = 40
_DEEPEST = 20


def parse_query(text: str) -> list[Expression]:
    """The lines that `text` asks for, in its order; none where it holds nothing.

    Raises:
        QueryError: it cannot be read; the error says what is wrong, where, and what to do.
    """
    if len(text) > MOST_SIGNS:
        raise QueryError("This is too long.", f"Ask in at most {MOST_SIGNS:,} characters.", MOST_SIGNS)
    return _Parser(tokenize(text), len(text)).query()


class _Parser:
    def __init__(self, tokens: list[Token], length: int) -> None:
        self._tokens, self._place, self._length = tokens, 0, length
        self._depth = self._items = 0

    def query(self) -> list[Expression]:
        lines = []
        while self._peek() is not None:
            if self._take("comma"):
                continue
            self._items = 0
            lines.append(self._line())
            following = self._peek()
            if following is None or following.kind == "comma":
                continue
            if following.kind == "close":
                raise QueryError(
                    "No parenthesis opens for this one.", "Take it out, or put ( before.", following.position
                )
            self._refuse_neighbour(following)
        return lines

    def _line(self) -> Expression:
        part = self._set()
        slash = self._take_sign("/")
        if slash is None:
            return part
        share = Share(self._no_share(part, slash), self._no_share(self._set(), slash))
        again = self._take_sign("/")
        if again is not None:
            raise QueryError("A line can hold one / only.", "Part two shares by a comma.", again.position)
        return share

    def _set(self) -> Expression:
        found = self._item()
        while (sign := self._take_sign("+") or self._take_sign("-")) is not None:
            left = self._no_share(found, sign)
            found = Both("+" if sign.text == "+" else "-", left, self._no_share(self._item(), sign))
        return found

    def _item(self) -> Expression:
        token = self._peek()
        if token is None:
            self._refuse_end()
        self._items += 1
        if self._items > MOST_ITEMS:
            raise QueryError("This line is too long.", f"Put at most {MOST_ITEMS} names into a line.", token.position)
        if token.kind in ("comma", "close", "sign", "title"):
            self._refuse_start(token)
        self._place += 1
        if token.kind == "open":
            return self._enclosed(token)
        titled = self._take("title")
        if token.kind == "theme":
            if titled:
                raise QueryError("Titles do not name themes.", "Take :title out, or name a term.", titled.position)
            return Theme(token.text)
        if token.kind == "exact":
            return Exact(token.text, bool(titled))
        stars = token.text.split().count("*") if token.kind == "name" else 0
        if stars > 1:
            raise QueryError(
                "A name can hold one * only.",
                "For a star that is meant as such write [ ] around the name.",
                token.position,
            )
        if stars and NOT_BARE.intersection(token.text):
            raise QueryError(
                "A name with * holds words only.", "Take out commas, parentheses and quotes.", token.position
            )
        return Pattern(token.text, bool(titled)) if stars else Name(token.text, bool(titled))

    def _enclosed(self, opening: Token) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError("Too many parentheses stand in each other.", "Ask in a simpler way.", opening.position)
        inner = self._line()
        following = self._peek()
        if following is None or following.kind == "comma":
            raise QueryError(
                "The parenthesis that opens here is not closed.", "Write ) where it ends.", opening.position
            )
        if following.kind != "close":
            self._refuse_neighbour(following)
        self._place += 1
        self._depth -= 1
        if titled := self._take("title"):
            raise QueryError(":title stands with one name only.", "Write a:title + b:title.", titled.position)
        return inner

    def _peek(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, kind: str) -> Token | None:
        token = self._peek()
        if token is None or token.kind != kind:
            return None
        self._place += 1
        return token

    def _take_sign(self, sign: str) -> Token | None:
        token = self._peek()
        return self._take("sign") if token is not None and token.text == sign else None

    def _refuse_end(self) -> NoReturn:
        last = self._tokens[self._place - 1]
        raise QueryError(f"Nothing follows {last.text}.", "Write a term there, or take the sign out.", self._length)

    def _refuse_start(self, token: Token) -> NoReturn:
        before = self._tokens[self._place - 1] if self._place else None
        if before is not None and before.kind in ("sign", "open"):
            raise QueryError(
                f"A term is missing between {before.text} and {token.text}.", "Write one there.", token.position
            )
        if token.kind == "close":
            raise QueryError("No parenthesis opens for this one.", "Take it out, or put ( before.", token.position)
        remedy = "Write a term there; for a name with this sign in it write [ ] around the name."
        raise QueryError(f"No term stands before {token.text}.", remedy, token.position)

    def _refuse_neighbour(self, token: Token) -> NoReturn:
        remedy = (
            f"Put spaces around {token.text[0]} if it is meant as a sign."
            if token.kind == "name" and token.text[0] in "+-−–/"
            else "Put a comma, +, - or / there; to search for these very words, put all of them in quotes."
        )
        raise QueryError("A sign is missing here.", remedy, token.position)

    @staticmethod
    def _no_share(found: Expression, sign: Token) -> Papers:
        """`found`, which must be a set, since it stands beside `sign`."""
        if isinstance(found, Share):
            remedy = "Keep / outside of parentheses: (a + b) / c."
            raise QueryError(f"A share cannot be a part of {sign.text}.", remedy, sign.position)
        return found
