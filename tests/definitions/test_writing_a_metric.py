"""The guide for analysts: its example is read, and it names every field there is."""

from __future__ import annotations

import dataclasses
import re

from data.paths import PROJECT_FOLDER
from metrics.language.grammar import parse_definition
from metrics.language.metric import Metric

GUIDE = (PROJECT_FOLDER / "docs" / "writing-a-metric.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_a_sound_metric():
    example = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL).group(1)
    metric, problems = parse_definition(example, "asthma_admissions.py")
    assert problems == []
    assert metric.title == "Emergency admissions for asthma"


def test_the_guide_names_every_field():
    fields = {field.name for field in dataclasses.fields(Metric)} - {"id", "description"}
    assert {field for field in fields if not re.search(rf"\b{field}\b", GUIDE)} == set()
