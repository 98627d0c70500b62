"""Measures how events are grouped into stories: python -m bench.grouping --shared ../shared

Gold is the story of the report in which most mentions of an event stand; B3 over events, for the stories on which the
numbers of `lagebild.present.stories` were set (s01 to s06) and for those that were kept out.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.ledger import TUNED_ON, linked, readings_of
from lagebild.lang import load
from lagebild.model import LedgerEvent
from lagebild.present.stories import stories


def b_cubed(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float]:
    """Precision and recall over the items of `gold`, each with its group."""
    precision = recall = 0.0
    for item in gold:
        mine = {other for other in gold if found[other] == found[item]}
        right = {other for other in gold if gold[other] == gold[item]}
        precision += len(mine & right) / len(mine)
        recall += len(mine & right) / len(right)
    return precision / len(gold), recall / len(gold)


def story_of(event: LedgerEvent) -> str:
    """The story of most of its mentions; of equals the first."""
    votes = Counter(mention.report.partition("-")[0] for mention in event.mentions)
    return min(votes, key=lambda story: (-votes[story], story))


def rows(events: Sequence[LedgerEvent]) -> list[tuple[str, str, str, str]]:
    """A row for each half of the stories."""
    found = {event.id: story.id for story in stories(events, least=1) for event in story.events}
    made = []
    for name, tuned in (("s01 to s06", True), ("kept out", False)):
        gold = {e.id: story_of(e) for e in events if (story_of(e) in TUNED_ON) is tuned}
        precision, recall = b_cubed(found, gold)
        f1 = 2 * precision * recall / (precision + recall)
        made.append((f"events in stories, B3, {name}", f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"))
    return made


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    shared = parser.parse_args().shared
    language = load("de")
    with tempfile.TemporaryDirectory() as folder:
        readings = readings_of("stories", [shared / "data" / "stories" / "reports.jsonl"], language, None)
        events = linked("stories", readings, language, Path(folder))
    print("| measure | P | R | F1 |\n|---|---|---|---|")
    for row in rows(events):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
