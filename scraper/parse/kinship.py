"""How blocks belong together: lines of one element, kin in markup and class, the element with most prose."""

import re
from collections.abc import Mapping, Sequence
from math import log1p

from scraper.parse.page import Block, Skim

Weights = Mapping[str, Mapping[str, float]]  # level ("own", "near", "far") to word to weight

_PROSE, _PROSE_LINKS = 80, 0.4  # characters of a run of lines, and the share of them that may be linked
_CLASS = re.compile(r'class="([^"]*)"')
_NAMED = re.compile(r'(?:^|\s)(?:class|id|itemprop|role|data-testid|data-component|data-type)="([^"]*)"')
_HUMP = re.compile(r"([a-z])([A-Z])")
_WORD = re.compile(r"[a-z]{3,16}")
_DIGITS = re.compile(r"\d+")
_MOST_WORDS = 6.0  # what class names may weigh in all
_BELOW, _FAVOUR = 25, 2.0  # blocks below the headline, and how much more the prose there counts
_HEADLINE_CHARS = (12, 300)


def words_of(attributes: str) -> list[str]:
    """The words in an element's class, id and kindred attributes, CamelCase cut."""
    names = " ".join(_NAMED.findall(attributes))
    return _WORD.findall(_HUMP.sub(r"\1 \2", names).lower())


class Kinship:
    """Sums over elements and kin of one page's blocks; made once, asked for each block."""

    def __init__(self, skim: Skim, blocks: Sequence[Block], weights: Weights) -> None:
        self._skim, self._blocks, self._weights = skim, blocks, weights
        self._signatures: dict[int, tuple[str, str, str, str]] = {}
        self._names: dict[str, str] = {"": ""}  # attributes to class, numbers aside
        self._word_sums: dict[tuple[str, str], float] = {}
        self._far: dict[int, float] = {-1: 0.0}
        self._element_rows: dict[int, list[float]] = {}
        self._parent_rows: dict[int, list[float]] = {}
        self.units = _units(blocks)
        self.is_prose = [
            chars >= _PROSE and links < _PROSE_LINKS * chars and not block.heading_level
            for block, (chars, links) in zip(blocks, self.units, strict=True)
        ]
        self.headline = self._headline()
        self._sum()
        self.headline_number = None if self.headline is None else blocks[self.headline].number

    def _sum(self) -> None:
        """Sums per element and per kin, and the element with most prose of its own."""
        parents, count = self._skim.parents, len(self._skim.tags)
        self._text, self._prose, self._direct = [0] * count, [0] * count, [0] * count
        weight = [0.0] * max(1, count)
        kin: dict[tuple[str, str, str, str], list[int]] = {}
        for block, prose, (unit, _) in zip(self._blocks, self.is_prose, self.units, strict=True):
            element, length = block.element, len(block.text)
            self._text[element] += length
            sums = kin.setdefault(self.signature(element), [0, 0, 0, 0])
            sums[0] += length
            sums[1] += 1
            sums[2] += block.link_chars
            if prose:
                sums[3] += length
                self._prose[element] += length
                parent = max(parents[element], 0)
                self._direct[parent] += 1
                weight[parent] += length
                if unit > 2 * length:
                    weight[element] += 0.9 * length
        for element in range(count - 1, 0, -1):
            parent = parents[element]
            self._text[parent] += self._text[element]
            self._prose[parent] += self._prose[element]
        self._kin = kin
        self.prose = self._prose[0] if count else 0
        self._find_main(weight)

    def _find_main(self, weight: list[float]) -> None:
        """The element with most prose of its own; what begins below the headline counts twice."""
        skim, parents = self._skim, self._skim.parents
        favoured = list(weight)
        if self.headline is not None:
            below = range(self.headline + 1, min(self.headline + _BELOW, len(self._blocks)))
            first = next((index for index in below if self.is_prose[index]), None)
            if first is not None:
                favoured[max(parents[self._blocks[first].element], 0)] *= _FAVOUR
        self.main = max(range(len(favoured)), key=favoured.__getitem__)
        self.main_share = weight[self.main] / (self.prose or 1)
        self._around_main = [self.main, *skim.ancestors(self.main)] if skim.tags else [0]
        self._rank = {element: rank for rank, element in enumerate(self._around_main)}
        inside = [
            index
            for index, block in enumerate(self._blocks)
            if self.is_prose[index] and self.main in (block.element, parents[block.element])
        ]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, 0)

    def signature(self, element: int) -> tuple[str, str, str, str]:
        """Tag and class of an element and of its parent, numbers aside: what elements of one kind share."""
        found = self._signatures.get(element)
        if found is None:
            parent = max(self._skim.parents[element], 0)
            found = (*self._kind(element), *self._kind(parent))
            self._signatures[element] = found
        return found

    def _kind(self, element: int) -> tuple[str, str]:
        written = self._skim.attributes[element]
        if not written:
            return self._skim.tags[element], ""
        name = self._names.get(written)
        if name is None:
            match = _CLASS.search(written)
            name = self._names[written] = _DIGITS.sub("", match[1]) if match else ""
        return self._skim.tags[element], name

    def side(self, index: int) -> int:
        """Whether a block stands before (0), inside (1) or behind (2) the main prose."""
        return 0 if index < self.first else 2 if index > self.last else 1

    def element_row(self, element: int) -> list[float]:
        """The features that all blocks of an element share."""
        found = self._element_rows.get(element)
        if found is None:
            chars, number, links, prose = self._kin[self.signature(element)]
            level, joint = 0, element
            while joint not in self._rank:
                joint = self._skim.parents[joint]
                level += 1
            rank = self._rank[joint]
            own = self._words("own", self._skim.attributes[element])
            parent = max(self._skim.parents[element], 0)
            around = self._parent_row(parent)
            found = self._element_rows[element] = [
                prose / (self.prose or 1),
                number,
                chars / number,
                links / chars,
                level if rank == 0 else 10 + min(level, 6),
                min(rank, 8),
                *around[:-1],
                own,
                max(-_MOST_WORDS, min(_MOST_WORDS, own + around[-1])),
            ]
        return found

    def _parent_row(self, parent: int) -> list[float]:
        found = self._parent_rows.get(parent)
        if found is None:
            parents, prose = self._skim.parents, self.prose or 1
            grand = max(parents[parent], 0)
            great = max(parents[grand], 0)
            around = [parent, *self._skim.ancestors(parent)]
            depth = len(around)
            names = {self._skim.tags[element] for element in around}
            near = self._words("near", self._skim.attributes[parent])
            near += self._words("near", self._skim.attributes[grand]) if grand != parent else 0
            found = self._parent_rows[parent] = [
                depth,
                depth - len(self._around_main),
                log1p(self._text[parent]),
                log1p(self._text[grand]),
                self._prose[grand] / prose,
                self._prose[great] / prose,
                self._direct[parent],
                "main" in names,
                near + self._far_words(great) if great not in (grand, 0) else near,
            ]
        return found

    def _words(self, level: str, attributes: str) -> float:
        if not attributes:
            return 0.0
        found = self._word_sums.get((level, attributes))
        if found is None:
            weights = self._weights.get(level, {})
            found = sum(weights.get(word, 0.0) for word in words_of(attributes))
            self._word_sums[level, attributes] = found
        return found

    def _far_words(self, element: int) -> float:
        """The weight of all class names from this element outwards, the body's own aside."""
        path = []
        while element > 0 and element not in self._far:
            path.append(element)
            element = self._skim.parents[element]
        total = self._far.get(element, 0.0)
        for outer in reversed(path):
            total += self._words("far", self._skim.attributes[outer])
            self._far[outer] = total
        return total

    def _headline(self) -> int | None:
        """The index of the heading, or of the line of the title, that is most like the page's title."""
        head = self._skim.head
        title = f"{head.first('og:title', 'twitter:title') or ''} {head.title}".lower()
        words = set(title.split())
        best, score = None, 0.35
        low, high = _HEADLINE_CHARS
        for index, block in enumerate(self._blocks):
            text = block.text
            if low <= len(text) <= high and (block.heading_level or text.lower() in title):
                found = text.lower().split()
                value = sum(word in words for word in found) / len(found) * min(1.0, len(found) / 5)
                value += 0.3 if block.heading_level == 1 else 0.15 if block.heading_level else 0.0
                value -= 0.2 if block.link_chars else 0.0
                if value > score + 0.01:
                    best, score = index, value
        return best


def _units(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """For each block the characters, and the linked ones, of the lines in a row of its element."""
    found: list[tuple[int, int]] = []
    start, total = 0, len(blocks)
    while start < total:
        end, chars, links = start, 0, 0
        while end < total and blocks[end].element == blocks[start].element:
            chars += len(blocks[end].text)
            links += blocks[end].link_chars
            end += 1
        found += [(chars, links)] * (end - start)
        start = end
    return found
