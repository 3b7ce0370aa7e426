"""Definitions broken by chance: pieces of text, lines, tokens, whole expressions and the SQL of a where."""

from __future__ import annotations

import ast
import random
import re

from data.paths import DEFINITIONS_FOLDER
from tests.property.strange_definitions import EXPRESSIONS, SOUND, WHERES, WORDS

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(DEFINITIONS_FOLDER.glob("*.py"))] + SOUND
TOKEN = re.compile(r'"""|"[^"\n]*"|\w+|\s+|.', re.DOTALL)
TOKENS = sorted({token for text in TEXTS for token in TOKEN.findall(text) if not token.isspace()})
PIECES = sorted({word for text in TEXTS for word in text.split()})
SQL_TOKENS = sorted({token for where in WHERES for token in re.findall(r"'[^']*'|\w+|[^\w\s]", where)})


def mutated(chance: random.Random) -> str:
    """One definition with one to three mutations of any kind."""
    text = chance.choice(TEXTS)
    for _ in range(chance.randint(1, 3)):
        mutate = chance.choice((_splice, _lines, _tokens, _expression, _expression, _where, _where))
        text = mutate(text, chance)
    return text


def _splice(text: str, chance: random.Random) -> str:
    start, length = chance.randrange(len(text) + 1), chance.randint(0, 30)
    strange = "".join(chr(chance.choice((chance.randrange(256), chance.randrange(0xD800)))) for _ in range(3))
    piece = chance.choice((chance.choice(PIECES), chance.choice(WORDS), strange))
    return text[:start] + piece + text[start + length :]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines.insert(at, chance.choice(chance.choice(TEXTS).split("\n")))
    return "\n".join(lines)


def _tokens(text: str, chance: random.Random) -> str:
    tokens = TOKEN.findall(text) or [""]
    at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    match chance.randrange(4):
        case 0:
            tokens[at] = chance.choice((chance.choice(TOKENS), chance.choice(WORDS)))
        case 1:
            del tokens[at]
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3:
            tokens.insert(at, tokens[other])
    return "".join(tokens)


def _expression(text: str, chance: random.Random) -> str:
    """Put another expression in the place of one, or a field more, and write the whole anew."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return _tokens(text, chance)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if not calls:
        return _tokens(text, chance)
    call = chance.choice(calls)
    new = ast.parse(chance.choice(EXPRESSIONS), mode="eval").body
    if call.keywords and chance.random() < 0.8:
        keyword = chance.choice(call.keywords)
        inside = [
            node for node in ast.walk(keyword.value) if isinstance(node, ast.Tuple | ast.List | ast.Dict)
        ]
        if inside and chance.random() < 0.5:
            nest = chance.choice(inside)
            (nest.values if isinstance(nest, ast.Dict) else nest.elts).append(new)
            if isinstance(nest, ast.Dict):
                nest.keys.append(ast.parse(chance.choice(EXPRESSIONS), mode="eval").body)
        else:
            keyword.value = new
    else:
        name = chance.choice((*_FIELDS, "no_such_field"))
        call.keywords.append(ast.keyword(arg=name, value=new))
    try:
        return ast.unparse(tree)
    except ValueError:  # a number too long to be written
        return text


def _where(text: str, chance: random.Random) -> str:
    """Another where, itself mutated, in the place of one (or of any text in quotes)."""
    where = chance.choice(WHERES)
    tokens = re.findall(r"'[^']*'|\w+|\s+|[^\w\s]", where) or [""]
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(tokens))
        match chance.randrange(3):
            case 0:
                tokens[at] = chance.choice(SQL_TOKENS)
            case 1:
                tokens.insert(at, " " + chance.choice(SQL_TOKENS) + " ")
            case 2:
                tokens[at] = ""
    places = list(re.finditer(r'where=("""[^"]*"""|"[^"\n]*"|\'[^\'\n]*\')', text))
    if not places:
        return re.sub(r"count\((\w+)\)", lambda m: f"count({m[1]}, where={''.join(tokens)!r})", text, count=1)
    place = chance.choice(places)
    return text[: place.start(1)] + repr("".join(tokens)) + text[place.end(1) :]


_FIELDS = (
    "title shifts polarity statistic numerator denominator unit decimals ages sexes frequency year levels "
    "pool published_total comparator target priorities caution next_question source owner "
    "reviewed_on next_review per of baseline where by value sex age indicator"
).split()
