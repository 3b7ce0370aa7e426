"""Checks the files of targets, rebases, annotations and plans; reports all problems of all files."""

from __future__ import annotations

from data.errors import Problem
from data.paths import local_strategy_folder
from data.reference import ingests
from data.storage.open_store import StoreMissing
from data.strategy import document_problems, glossary_problems, priority_problems
from data.strategy.claims import claims
from data.strategy.engagement import engagements
from data.strategy.files import strategy_files_of_all, stray_folders, systems_with_own_files
from data.strategy.plan import plan_problems
from data.strategy.programmes import programmes
from data.strategy.statements import statements
from geo.assembly import footprint_problems, geography
from geo.ics_codes import integrated_care_systems
from metrics.language import registry
from metrics.language.metric import Polarity
from metrics.store.results import open_store
from metrics.targets.annotations import annotation_problems
from metrics.targets.own_targets import bundled_target_systems, own_targets
from metrics.targets.rebases import rebase_problems


def strategy_problems(footprints_of: str | None = None) -> list[Problem]:
    """Everything wrong with a file of the strategy, the project's or a system's own, with the footprints of
    one system (or all) and with what was ingested.
    """
    problems = [*priority_problems(), *document_problems(), *glossary_problems(), *claims().problems]
    for read, name in ((programmes, "programmes"), (engagements, "engagement")):
        problems += read().problems
        for system in systems_with_own_files():
            path = local_strategy_folder(system) / f"{name}.yaml"
            problems += read(path).problems if path.is_file() else ()
    problems += statements().problems
    problems += [problem for ics in _systems() for problem in own_targets(ics)[1]]
    for system, path in strategy_files_of_all("rebases"):
        problems += rebase_problems(path, system)
    for _, path in strategy_files_of_all("plan"):
        problems += plan_problems(path)
    for _, path in strategy_files_of_all("annotations"):
        problems += annotation_problems(path)
    for name in stray_folders():
        problems.append(
            Problem(f"own_strategy/{name}", message="it belongs to no system; allowed are NHS codes.")
        )
    for ics in [footprints_of] if footprints_of else integrated_care_systems().nhs_code:
        problems += footprint_problems(ics)
    return [*problems, *ingests.problems()]


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
    return sorted({*bundled_target_systems(), *systems_with_own_files()})
