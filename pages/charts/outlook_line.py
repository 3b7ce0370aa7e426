"""Markup of one line on an outlook: its icon, its forecast and its target."""

from __future__ import annotations

from markupsafe import Markup

from metrics.judgement.outlook import Outlook
from metrics.language.metric import Metric
from metrics.language.target_words import target_label, target_source
from pages.charts.chip import chip
from pages.charts.icons import assurance_icon, verdict_icon
from pages.charts.markup import joined, markup
from pages.words.outlook import HOW_MADE, outlook_sentence

_ICONS = {"on track": "meets", "off track": "misses"}


def outlook_icon(outlook: Outlook) -> str:
    """Data address of the icon: dots against the target's line, or a ring with a question mark."""
    kind = _ICONS.get(outlook.status)
    if kind is None:
        return verdict_icon("cannot say")
    return assurance_icon(kind, bool(outlook.at_the_end.middle > outlook.target.value))


def outlook_chips(outlook: Outlook) -> Markup:
    """Markup of the chips of a forecast: modelled or synthetic, and whether its target is an example."""
    made = chip("synthetic" if outlook.is_synthetic else "modelled")
    example = outlook.target and outlook.target.is_example
    return joined([made, " ", chip("example")]) if example else made


def outlook_line(outlook: Outlook, metric: Metric) -> Markup:
    """Markup of one line: the target, the forecast, and how it is made."""
    status, why = outlook_sentence(outlook, metric)
    goal = f"{target_label(metric)}: {target_source(metric)}."
    words = {"status": status.lower(), "why": why, "goal": goal, "how": HOW_MADE}
    return markup("outlook_line", icon=outlook_icon(outlook), chips=outlook_chips(outlook), **words)
