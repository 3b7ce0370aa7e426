"""The store's rows come in the order in which its copies were written."""

from __future__ import annotations

from metrics.store.results import open_store


def test_results_come_in_order_without_sorting(store_folder):
    store = open_store("QE1")
    by_metric = store.values(metric="emergency_admissions", period="all")
    order = ["area_level", "frequency", "period_end", "area_code", "sex"]
    wanted = by_metric.sort_values(order, kind="stable")
    assert by_metric.index.equals(wanted.index)
    by_area = store.values(area="E54000048", period="all")
    wanted = by_area.sort_values(["metric_id", "frequency", "period_end", "sex"], kind="stable")
    assert by_area.index.equals(wanted.index)
