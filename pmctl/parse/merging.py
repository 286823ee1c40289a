"""The merge key `<<`: the keys of other maps, put in its place."""

from __future__ import annotations

from pmctl import source as bounds
from pmctl.parse.anchors import skip
from pmctl.parse.places import A_KEY, FIRST
from pmctl.parse.reading import Reading
from pmctl.parse.tree import Map, Seq


def merge(reading: Reading, target: Map, numbers: list[int]) -> None:
    """Puts the keys of `<<` in its place; keys of the map itself win, then those of the first map named.

    `numbers` are the block of the map, which is not closed yet.
    """
    places = (numbers[entry : entry + A_KEY] for entry in range(FIRST, len(numbers), A_KEY))
    own = [(key, value, place) for (key, value), place in zip(target.items(), places, strict=True)]
    key_start, start, end, _ = next(place for key, _, place in own if key == "<<")
    if not reading.text.startswith("<<", skip(reading, key_start)):
        return  # in quotes it is a key like any other
    value = target["<<"]
    named = list(value) if isinstance(value, Seq) else [value]
    sources = [source for source in named if isinstance(source, Map)]
    if len(sources) < len(named):
        reading.report("PM006", "`<<` merges maps only", start, end, "write `<<: *anchor` or `<<: [*one, *two]`")
    depth = 1 + max((reading.merge_depths[id(one)][1] for one in sources if id(one) in reading.merge_depths), default=0)
    if depth > bounds.MERGE_DEPTH:
        reading.stop("PM009", f"more than {bounds.MERGE_DEPTH} merges of merges", start, "write the keys out")
    reading.merge_depths[id(target)] = (target, depth)
    explicit = set(target)
    target.clear()
    del numbers[FIRST:]
    for key, item, place in own:
        if key != "<<":
            target[key] = item
            numbers += place
            continue
        for source in sources:
            for entry, other in enumerate(source):
                if other not in explicit and other not in target:
                    target[other] = source[other]
                    first = source.at + FIRST + A_KEY * entry
                    numbers += source.marks[first : first + A_KEY]
