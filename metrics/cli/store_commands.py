"""Commands about the store itself: refresh, versions, roll-back and explain."""

from __future__ import annotations

import argparse

from data.command_line import DONE, progress, report, say
from data.storage.versioned_file import KEPT


def add_store_commands(command) -> None:
    """Add them to the command line; ``command(name, run, words)`` gives a parser for one."""
    fresh = command(
        "refresh",
        _refresh,
        "Count, compute and activate a new store; the current one is used until then. Only what has changed "
        "is counted and computed.",
    )
    _add_ics(fresh)
    fresh.add_argument("--engine", choices=("duckdb",), default="duckdb", help="where records are counted")
    fresh.add_argument("--if-needed", action="store_true", help="do nothing when the store is up to date")
    fresh.add_argument("--full", action="store_true", help="count and compute everything again")
    fresh.add_argument(
        "--review",
        action="store_true",
        help="build a store and print what would change, without activating it",
    )
    fresh.add_argument("--accept", metavar="VERSION", help="activate a reviewed store; nothing is built")
    fresh.add_argument(
        "--wait", action="store_true", help="if another refresh of this ICS is running, begin after it"
    )
    fresh.add_argument(
        "--accept-losses", action="store_true", help="continue although much of the store would be lost"
    )
    fresh.add_argument(
        "--keep",
        type=_at_least_one,
        default=KEPT,
        metavar="N",
        help=f"how many stores to keep (default: {KEPT})",
    )
    _add_ics(command("versions", _versions, "List the stores that are kept, newest first."))
    back = command("roll-back", _roll_back, "Activate an earlier store, in one step; nothing is computed.")
    back.add_argument("version", nargs="?", help="which store (default: the one before the store in use)")
    _add_ics(back)
    explanation = command(
        "explain",
        _explain,
        "Show how one figure was calculated: definition, counts, source file, refresh, code, comparison.",
    )
    explanation.add_argument("metric")
    explanation.add_argument(
        "area", help="a code or a name (where a place and a district share a name, the place)"
    )
    explanation.add_argument("period", help="latest, or the label of a period, such as 2024/25")
    explanation.add_argument(
        "--sex", choices=("persons", "female", "male"), help="default: the first sex of the metric"
    )
    _add_ics(explanation)


def _add_ics(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ics", default="QE1", help="NHS code, such as QE1 (default)")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("allowed is 1 or more")
    return number


def _refresh(options) -> int:
    from data.paths import store_folder
    from data.storage.refresh_lock import refresh_lock
    from geo.assembly import geography
    from geo.maps import draw_maps
    from metrics.store.refresh import is_current, refresh
    from metrics.store.results import store_at
    from metrics.store.versions import accept, is_pinned

    if options.accept:
        former = accept(options.ics, options.accept, options.accept_losses)
        draw_maps(options.ics)
        print(f"Store {options.accept} of {options.ics} is in use; the previous one was {former or 'none'}.")
        return DONE
    if options.wait:
        with refresh_lock(store_folder(geography(options.ics).nhs_code), wait=True):
            pass  # The store that the other refresh built may be all that is needed.
    if options.if_needed and is_current(options.ics):
        print(f"The store of {options.ics} is up to date.")
        return DONE
    if options.if_needed and is_pinned(options.ics):
        print(
            f"The store of {options.ics} was rolled back and nothing has changed since, so it stays in use. "
            f"To build a new one: python -m metrics refresh --ics {options.ics}"
        )
        return DONE
    with progress(bar_format="{desc:38} {percentage:3.0f}% |{bar:30}| {elapsed}") as bar:
        version = refresh(
            options.ics,
            lambda done, words: bar.to(90 * done, words if done < 1 else ""),
            full=options.full,
            use=not options.review,
            accept_losses=options.accept_losses,
            keep=options.keep,
            wait=options.wait,
        )
        bar.to(90, "Drawing maps")
        draw_maps(options.ics)
        bar.to(100)
    store = store_at(options.ics, version)
    problems = store.table("problems")
    status = report(f"{row.found_in}: {row.problem}" for row in problems.itertuples())
    _print_changes(store)
    if options.review:
        print(
            f"Store {version} of {options.ics} is built but not in use. To activate it: "
            f"python -m metrics refresh --ics {options.ics} --accept {version}"
        )
    else:
        print(f"Store {version} of {options.ics} is in use.")
    return status


_MAX_LINES = 12


def _print_changes(store) -> None:
    from metrics.store.changes import change_phrases

    facts = store.facts
    if not facts.get("compared_with"):
        return
    print(f"{facts['metrics_computed']} metrics computed, {facts['metrics_taken_over']} reused unchanged.")
    words = change_phrases(store.table("change_counts"))
    print(
        f"Compared with {facts['compared_with']}: {'; '.join(words) if words else 'no figure has changed'}."
    )
    listed = store.table("changes")
    for row in listed.head(_MAX_LINES).itertuples():
        labels = (row.metric_id, row.area_code, row.sex, row.period_label)
        moved = f": {row.was} -> {row.now}" if row.was or row.now else ""
        print(f"  {row.kind:16} {' '.join(part for part in labels if part)}{moved}")
    if len(listed) > _MAX_LINES:
        print("  The rest are on the page Data and methods.")
    for sentence in store.table("losses").sentence:
        print(f"  {sentence}")


def _versions(options) -> int:
    from metrics.store.versions import recovery_of, versions

    stores = versions(options.ics)
    if recovery := recovery_of(options.ics):
        say(recovery)
    for store in stores:
        mark = "in use" if store.in_use else ""
        build = f"{store.refreshed_at}  {store.rows:>9,} rows  {store.code_version:32}  {mark}"
        print(f"{store.version}  {store.fault or build}".rstrip())
    if not stores:
        print(
            f"There is no store of {options.ics} yet. Make one: python -m metrics refresh --ics {options.ics}"
        )
    return DONE


def _roll_back(options) -> int:
    from metrics.store.versions import roll_back, versions

    former, now = roll_back(options.ics, options.version)
    made = next(store for store in versions(options.ics) if store.version == now)
    print(
        f"Store {now} of {options.ics} is in use again: made {made.refreshed_at}, {made.rows:,} rows. "
        f"{former} is kept; to return to it: python -m metrics roll-back {former} --ics {options.ics}"
    )
    return DONE


def _explain(options) -> int:
    from metrics.store.explain import explain

    lines = explain(options.metric, options.area, options.period, options.sex, options.ics, say)
    print("\n".join(lines))
    return DONE
