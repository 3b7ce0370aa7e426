"""The workbench without a browser: what it says to a sound text, a wrong one and a hostile one."""

from __future__ import annotations

from functools import partial

import pytest

from data.paths import DEFINITIONS_FOLDER
from metrics.language import checking, registry
from metrics.store.preview import preview
from metrics.store.preview_process import preview_in_process
from metrics.store.preview_queue import PreviewQueue
from pages import workbench
from pages.shell import previews
from tests.lib.audit import nothing_happens
from tests.pages.test_pages_without_browser import drawn, figures, words
from tests.unit.metrics.definition_text import SMALLEST, changed


def asked(store_folder, text: str | None = None, metric_id: str = "a_new_metric"):
    """The page after a text was typed and the button pressed."""
    app = drawn(store_folder, "workbench")
    if text is not None:
        app.text_area(key="workbench_text").set_value(text)
        app.text_input(key="workbench_id").set_value(metric_id)
    app.button[0].click()
    return app.run()


def test_the_guides_example_is_in_the_text_and_is_previewed(store_folder):
    app = asked(store_folder)
    assert not app.exception
    page = words(app)
    assert "Emergency admissions for asthma is valid and has figures at 5 levels" in page
    for piece in ("Figures at each level", "About this metric", "Lowest", "data:image/svg+xml"):
        assert piece in page
    assert "Demonstration data." in page
    assert "python -m metrics check metrics/definitions/asthma_admissions.py" in page
    assert "Preston East" in figures(app)
    assert "asthma_admissions" not in registry.metrics()
    assert not app.run().exception


def test_all_problems_are_listed_with_their_lines(store_folder):
    page = words(
        asked(store_folder, changed(("LOWER_IS_BETTER", "LOWER"), ("rate(per=1_000)", "rate(per=0)")), "Bad")
    )
    assert "The definition has 3 problems" in page
    assert "<b>Line 12</b><div><code>statistic=rate(per=0),</code>" in page
    assert "<b>Line 13</b><div><code>polarity=Polarity.LOWER,</code>" in page
    assert "<b>Id</b>" in page


def test_an_id_that_exists_is_reported_before_it_would_be_replaced(store_folder):
    page = words(asked(store_folder, SMALLEST, "ae_attendances"))
    assert "It would replace the metric" in page


@pytest.mark.parametrize(
    "code",
    [
        "__import__('pathlib').Path('{trace}').touch()",
        "<script>alert(1)</script>",
    ],
)
def test_a_hostile_text_runs_nothing_and_is_shown_as_text(store_folder, tmp_path, monkeypatch, code):
    read = checking.parse_definition

    def watched(*asked):
        with nothing_happens():
            return read(*asked)

    read(changed(("rate(per=1_000)", "x.y")), "a_new_metric.py")  # what our own code loads at first use
    monkeypatch.setattr(checking, "parse_definition", watched)
    code = code.format(trace=tmp_path / "trace")
    app = asked(store_folder, changed(("rate(per=1_000)", code)))
    assert not app.exception
    assert "The definition has " in words(app)
    assert "<script>" not in words(app)
    assert not list(tmp_path.iterdir())


def test_a_metric_without_a_figure_says_so(store_folder):
    app = asked(store_folder, changed(("    shifts", "    levels=('england',),\n    shifts")))
    assert not app.exception
    assert "is valid, but has no figure at any level" in words(app)
    assert "No figures yet." in words(app)


def test_markup_in_a_title_stays_text(store_folder):
    app = asked(store_folder, changed(("Major A&E", "<img src=x onerror=alert(1)>")))
    assert not app.exception
    assert "<img src=x" not in words(app) + figures(app)


def test_a_preview_that_takes_too_long_ends_with_a_sentence(store_folder, monkeypatch):
    monkeypatch.setattr(previews, "preview_in_process", partial(preview_in_process, clock_seconds=0.01))
    app = asked(store_folder, SMALLEST)
    assert not app.exception
    assert "was stopped" in words(app)


def test_a_full_queue_ends_with_a_sentence(store_folder, monkeypatch):
    monkeypatch.setattr(previews, "_queue", PreviewQueue(max_waiting=-1))
    page = words(asked(store_folder, SMALLEST))
    assert "previews are waiting already" in page


ONE_OF_EACH_KIND = {type(metric.statistic).__name__: metric.id for metric in registry.metrics().values()}


@pytest.mark.slow
@pytest.mark.parametrize("metric_id", ONE_OF_EACH_KIND.values(), ids=ONE_OF_EACH_KIND.keys())
def test_a_definition_of_each_kind_can_be_previewed(store_folder, metric_id, monkeypatch):
    monkeypatch.setattr(
        previews,
        "preview_in_process",
        lambda metric, definition, ics, demonstration: preview(metric, ics, demonstration=demonstration),
    )
    text = (DEFINITIONS_FOLDER / f"{metric_id}.py").read_text(encoding="utf-8")
    app = drawn(store_folder, "workbench", {workbench._ASKED: (text, metric_id)})
    assert not app.exception
    assert "is valid and has figures at" in words(app)


def test_what_was_typed_is_kept_in_the_session_and_not_in_the_address(store_folder):
    app = asked(store_folder, SMALLEST)
    assert "Major" not in str(app.query_params)
    assert app.session_state["_workbench"]["workbench_text"] == SMALLEST
