"""Checks the files of targets, rebases, annotations and plans; reports all problems of all files."""

from __future__ import annotations

from data.errors import Problem
from data.paths import local_strategy_systems
from data.storage.open_store import StoreMissing
from data.strategy.files import strategy_files_of_all
from data.strategy.plan import plan_problems
from geo.assembly import geography
from metrics.language import registry
from metrics.language.metric import Polarity
from metrics.store.results import open_store
from metrics.targets.annotations import annotation_problems
from metrics.targets.own_targets import bundled_target_systems, own_targets
from metrics.targets.rebases import rebase_problems


def strategy_problems() -> list[Problem]:
    """Everything that is wrong with a target, rebase, annotation or plan."""
    problems = [problem for ics in _systems() for problem in own_targets(ics)[1]]
    for system, path in strategy_files_of_all("rebases"):
        problems += rebase_problems(path, system)
    for _, path in strategy_files_of_all("plan"):
        problems += plan_problems(path)
    for _, path in strategy_files_of_all("annotations"):
        problems += annotation_problems(path)
    return problems


def target_warnings() -> list[str]:
    """A sentence for each target that its system already meets, where its store is built."""
    warnings = []
    for ics in _systems():
        try:
            store = open_store(ics)
        except StoreMissing:
            continue
        for own in own_targets(ics)[0]:
            metric = registry.metrics()[own.metric_id]
            area = own.area or geography(ics).ics_code
            frequency = "month" if own.target.per == "month" else None
            rows = store.values(metric.id, area=area, frequency=frequency)
            newest = rows[(rows.status == "ok") & (rows.sex == metric.sexes[0])]
            if newest.empty:
                continue
            now = float(newest.value.iloc[-1])
            lower = metric.polarity is Polarity.LOWER_IS_BETTER
            if own.target.value > now if lower else own.target.value < now:
                warnings.append(
                    f"Target of {ics} for {metric.id}: {own.target.value:g} is easier than the latest "
                    f"figure, {now:.{metric.decimals}f} ({newest.period_label.iloc[-1]}). Check the target."
                )
    return warnings


def _systems() -> list[str]:
    return sorted({*bundled_target_systems(), *local_strategy_systems()})
