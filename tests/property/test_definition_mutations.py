"""Whatever is done to a definition's text, reading it gives a metric or sentences, never an exception."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from data.paths import DEFINITIONS_FOLDER
from metrics.grammar import parse_definition

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(DEFINITIONS_FOLDER.glob("*.py"))]
PIECES = sorted({word for text in TEXTS for word in text.split()})
STRANGE = [
    "(",
    ")",
    "{",
    "]",
    "*",
    "**",
    "'",
    '"""',
    ":=",
    "lambda:",
    "__import__('os')",
    "None",
    "-1",
    "1e999",
    "\x00",
    "é",
    "\\",
]
_PLACE = st.floats(0, 1, exclude_max=True)


@st.composite
def mutated(draw) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = int(draw(_PLACE) * len(text))
        length = draw(st.integers(0, 30))
        piece = draw(st.sampled_from(PIECES) | st.sampled_from(STRANGE) | st.text(max_size=5))
        text = text[:start] + piece + text[start + length :]
    return text


@settings(max_examples=500, phases=[Phase.explicit, Phase.generate])
@given(mutated())
def test_a_mutated_definition_gives_a_metric_or_sentences(text):
    metric, problems = parse_definition(text, "mutated.py")
    assert (metric is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.sentence.strip() and str(problem).startswith("mutated.py, line ")
