"""A preview in a process of its own gives the same, and cannot take more than it may."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.language.grammar import parse_definition
from metrics.store.preview import preview
from metrics.store.preview_process import PreviewStopped, preview_in_process
from tests.unit.metrics.definition_text import SMALLEST

SMALLEST_METRIC, _ = parse_definition(SMALLEST, "major_ae_attendances.py")


def test_it_gives_what_a_preview_in_this_process_gives(store_folder, monkeypatch):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(store_folder))
    there = preview_in_process(SMALLEST_METRIC, SMALLEST, "QE1", demonstration=True)
    here = preview(SMALLEST_METRIC, "QE1", demonstration=True)
    pd.testing.assert_frame_equal(there.results, here.results)
    pd.testing.assert_frame_equal(there.summary, here.summary)
    assert (there.counted_from, there.metric.id) == (here.counted_from, here.metric.id)


def test_it_is_stopped_by_its_processor_time(store_folder, monkeypatch):
    with pytest.raises(PreviewStopped, match="needs more than 0 seconds.*simpler where"):
        preview_in_process(SMALLEST_METRIC, SMALLEST, "QE1", demonstration=True, cpu_seconds=0)


def test_it_is_stopped_by_the_clock(store_folder):
    with pytest.raises(PreviewStopped, match="was stopped"):
        preview_in_process(SMALLEST_METRIC, SMALLEST, "QE1", demonstration=True, clock_seconds=0.01)


def test_what_is_wrong_comes_as_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    with pytest.raises(ValueError, match="python -m metrics refresh --ics QE1"):
        preview_in_process(SMALLEST_METRIC, SMALLEST, "QE1", demonstration=True)
