import re
from base64 import b64decode
from datetime import date
from xml.etree import ElementTree

import pytest
from markupsafe import escape

from metrics.language.metric import Target
from metrics.language.target_words import exact
from pages.charts import cards
from pages.charts.icons import assurance_icon
from pages.charts.tables.score_row import ScoreRow
from pages.charts.tables.score_rows import HEADS, group_head, marks_key, score_heads, score_table
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.metrics.judged import published_metric
from tests.unit.pages.sample_rows import EVIL

FULL = ScoreRow(
    name=EVIL, address='/metric?a=1&b="', unit=EVIL, provenance="official", value="93.0%",
    lines=("92.1 to 93.8", "2024/25", ""), picture="data:,", picture_words=EVIL, picture_note=EVIL,
    verdict="improving", direction="up", reason=EVIL, target="Meets 70%", target_note=EVIL,
    target_icon="meets", standing=("higher", "better"), compared=EVIL,
)  # fmt: skip
HIDDEN = ScoreRow(
    name="Admissions", address="/metric", unit="", provenance="synthetic", status="suppressed",
    status_words="Hidden to protect people",
)  # fmt: skip
WITHOUT_FIGURE = ScoreRow(
    name="Beds", address="/metric", unit="", provenance="", status="missing", status_words="No figure"
)
TABLE = score_table([FULL, HIDDEN, WITHOUT_FIGURE], caption=EVIL)


def test_a_row_escapes_all_that_it_is_given():
    assert "<script" not in TABLE
    assert TABLE.count(escape(EVIL)) >= 6
    assert 'href="/metric?a=1&amp;b=&#34;"' in TABLE


def test_the_table_is_well_formed_and_names_its_roles():
    tree = ElementTree.fromstring(re.sub(r"<img([^>]*)>", r"<img\1/>", TABLE))
    assert tree.get("role") == "table"
    assert [head.text for head in tree.iter("th") if head.get("role") == "columnheader"] == list(HEADS)
    rows = list(tree.find("tbody"))
    assert [row.get("role") for row in rows] == ["row"] * 3
    for row in rows:
        assert row[0].get("role") == "rowheader" and row[0].get("scope") == "row"
        assert sum(int(cell.get("colspan", 1)) for cell in row) == len(HEADS)


def test_a_row_without_a_figure_keeps_its_place_and_says_why():
    assert "Hidden to protect people" in TABLE and "swatch-dots" in TABLE
    assert "No figure" in TABLE and ">no figure<" in TABLE


def test_no_target_is_stated_in_words():
    assert TABLE.count("None set") == 2


def test_heads_for_the_eye_are_not_spoken_twice():
    assert 'aria-hidden="true"' in score_heads() and 'class="unseen"' in TABLE


def test_the_heading_of_a_group_counts_it():
    head = group_head(EVIL, "3 of 12", "worsening")
    assert escape(EVIL) in head and "<span>3 of 12</span>" in head and 'class="key-worsening"' in head


def test_the_key_words_every_mark():
    for word in ("Worsening.", "Improving.", "No clear change.", "Cannot say.", "Target."):
        assert word in marks_key()


def test_each_assurance_has_a_picture_of_its_own():
    drawn = {assurance_icon(kind, above) for kind in ("meets", "misses") for above in (True, False)}
    drawn |= {assurance_icon("sometimes"), assurance_icon("none")}
    assert len(drawn) == 6
    with pytest.raises(KeyError):
        assurance_icon("no such kind")


@pytest.mark.parametrize("kind", ["meets", "misses"])
@pytest.mark.parametrize("above", [True, False])
def test_the_dots_of_a_target_lie_on_the_side_of_the_values(kind, above):
    drawn = b64decode(assurance_icon(kind, above).partition("base64,")[2]).decode()
    line = int(re.search(r"M4 (\d+)h20", drawn)[1])
    dots = [int(height) for height in re.findall(r'cy="(\d+)"', drawn)]
    assert len(dots) == 3 and all((height < line) == above for height in dots)


@pytest.mark.parametrize(("figure", "label"), [(75.0, "75"), (38.5, "38.5"), (1200, "1,200"), (0, "0")])
def test_a_target_keeps_the_digits_it_was_set_with(figure, label):
    assert exact(figure) == label


def test_a_definition_card_says_target_source_and_priorities():
    goal = Target(75.0, source=EVIL, by=date(2028, 12, 31))
    card = cards.definition_panel(
        published_metric("cancers", target=goal, unit="% of cancers"), ["Cancer", EVIL]
    )
    assert "75% of cancers by 31 December 2028" in card
    assert f"Cancer; {escape(EVIL)}" in card
    assert "<script" not in card


def test_a_definition_card_without_target_and_priorities_leaves_them_out():
    card = cards.definition_panel(attendance_rate())
    assert "<dt>Target" not in card and "<dt>Priorities" not in card


def test_a_review_that_is_due_is_marked_and_a_later_review_is_stated():
    due = cards.definition_panel(attendance_rate(next_review=date(2020, 1, 2)))
    assert "review due</span>" in due and "next review" not in due
    later = cards.definition_panel(attendance_rate(next_review=date(2027, 11, 24)))
    assert "next review 24 Nov 2027" in later and "review due" not in later
