"""How blocks belong together: kin in markup and class, what the elements around hold, the way to the root."""

import numpy as np

from scraper.parse.class_words import ClassWords
from scraper.parse.columns import LEVELS, Column, Columns
from scraper.parse.main_element import MainElement
from scraper.parse.page import Skim

KIN_NAMES = (
    *("tag", "parent_tag", "kin_prose", "kin_count", "kin_mean", "kin_links"),
    *("levels", "rise", "depth", "deeper", "side", "from_main", "behind_main"),
    *("own_links", "parent_text", "parent_links", "parent_prose", "grand_text", "grand_links", "grand_prose"),
    *("great_text", "great_links", "great_prose", "outer_text", "outer_links", "outer_prose"),
    *("parent_direct", "grand_direct", "parent_before"),
    *("up_before", "up_after", "up_prose_before", "up_prose_after", "up_headline"),
    *("in_article", "in_main", "in_footer", "in_figure", "in_table", "in_list"),
    *("own_words", "path_words"),
)
_MOST_WORDS = 6.0  # what class names may weigh in all
_FAR_LEVEL = 3  # from which element outwards words are those of a far one
# The order is that of closeness to prose, as trees ask for more than or at most.
_TAGS = (
    *("p", "blockquote", "li", "dd", "dt", "td", "th", "div", "section", "article", "main", "body", "center"),
    *("ul", "ol", "dl", "table", "tbody", "tr", "pre", "address", "figcaption", "figure", "header", "footer"),
    *("aside", "form", "nav", "button", "h1", "h2", "h3", "h4", "h5", "h6"),
)
_TAG_CODES = {tag: code for code, tag in enumerate(_TAGS, 1)}
_HOLDERS = ("article", "main", "footer", "figure", "table", "ul")
_HOLDER_BITS = np.array(
    [
        1 << _HOLDERS.index("ul" if tag == "ol" else tag) if tag in (*_HOLDERS, "ol") else 0
        for tag in ("", *_TAGS)
    ],
    dtype=np.int16,
)  # by a tag's code


def kin_rows(
    skim: Skim, columns: Columns, main: MainElement, headline: int | None, words: ClassWords
) -> list[Column]:
    """The features that hang on the elements around each block, one row for each of KIN_NAMES."""
    around = columns.around
    codes = np.array([_TAG_CODES.get(tag, 0) for tag in skim.tags])
    sums, names = _attributes(skim, around, words)
    return [
        *(codes[around[level]] for level in range(2)),
        *_kin(columns, codes, names),
        *_ways(columns, main),
        *_sums(columns, main),
        *_steps(columns, headline),
        *_holders(codes, around),
        *_words(around, sums),
    ]


def _attributes(skim: Skim, around: Column, words: ClassWords) -> tuple[Column, Column]:
    """The words' sums and the class's number of each element around a block."""
    used = np.zeros(len(skim.tags), dtype=bool)
    used[around] = True
    elements = used.nonzero()[0]
    numbers: dict[str, int] = {}
    attributes = skim.attributes
    which = [numbers.setdefault(attributes[element], len(numbers)) for element in elements.tolist()]
    own, near, far, name = zip(*map(words.of, numbers), strict=True)
    sums = np.zeros((3, len(skim.tags)))
    sums[:, elements] = np.array((own, near, far))[:, which]
    sums[:, 0] = 0  # the root's words say what kind of page it is
    names = np.zeros(len(skim.tags), dtype=np.int64)
    names[elements] = np.array(name)[which]
    return sums, names


def _kin(columns: Columns, codes: Column, names: Column) -> list[Column]:
    """
    How much prose the kin of a block have, how many they are, how long and how linked.

    Why: kin are of one tag and class, and so are the elements around them.
    """
    own, outer, judged = columns.around[0], columns.around[1], columns.judged
    length, linked = columns.length[judged], columns.linked[judged]
    mark = names[own] * 31 + codes[own] + (names[outer] * 37 + codes[outer]) * 1_000_003
    numbers: dict[int, int] = {}
    kin = np.array([numbers.setdefault(each, len(numbers)) for each in mark.tolist()])
    count = np.bincount(kin)
    sums = np.bincount(kin, length)
    prose = np.bincount(kin, columns.prose[judged]) / max(1.0, float(columns.prose.sum()))
    return [prose[kin], count[kin], (sums / count)[kin], (np.bincount(kin, linked) / sums)[kin]]


def _ways(columns: Columns, main: MainElement) -> list[Column]:
    """The way from a block to the main element: levels up, levels on, depths, and blocks in between."""
    around, parent = columns.around, columns.parent
    rank = np.full(len(parent), -1)
    outer, place = main.element, 0
    while rank[outer] < 0:
        rank[outer] = place
        place += 1
        outer = int(parent[outer])
    ranks = rank[around]
    met = ranks >= 0
    level = met.argmax(axis=0)
    is_met = met.any(axis=0)
    blocks = columns.judged
    rise = np.where(is_met, ranks[level, np.arange(len(blocks))], 8)
    level = np.where(is_met, level, LEVELS)
    depth = np.where(is_met, level - rise, 0) + place  # of the block's element; the main one's is `place`
    side = (blocks >= main.first).astype(np.int8) + (blocks > main.last)
    return [
        np.where(rise == 0, level, 10 + np.minimum(level, 6)),
        np.minimum(rise, 8),
        depth,
        level - rise,
        side,
        blocks - main.first,
        blocks - main.last,
    ]


def _sums(columns: Columns, main: MainElement) -> list[Column]:
    """What a block's element, its parent and so on hold of text, links and prose."""
    around = columns.around
    first, behind = columns.first_around[:5], columns.behind_around[:5]
    length, linked, prose = (
        sums[behind] - sums[first]
        for sums in (columns.length_before, columns.linked_before, columns.prose_before)
    )
    links = linked / length
    some_prose = max(1.0, float(columns.prose.sum()))
    prose /= some_prose
    rows: list[Column] = [links[0]]
    for level in range(1, 5):
        rows += [length[level], links[level], prose[level]]
    rows += [main.weight[around[level]] / some_prose for level in (1, 2)]
    rows.append(columns.judged - first[1])
    return rows


def _steps(columns: Columns, headline: int | None) -> list[Column]:
    """How many elements a block's way goes up until they hold its neighbours, other prose, the headline."""
    first, behind = columns.first_around, columns.behind_around
    count = len(columns.blocks)
    blocks, judged = np.arange(count), columns.judged
    before, after = np.full(count, -1), np.full(count, count)
    before[1:] = np.maximum.accumulate(np.where(columns.is_prose, blocks, -1))[:-1]
    after[:-1] = np.minimum.accumulate(np.where(columns.is_prose, blocks, count)[::-1])[::-1][1:]
    holds = np.empty((5, LEVELS + 2, len(judged)), dtype=bool)
    holds[:, -1] = True  # the way ends outside of everything, which holds all
    np.less(first, judged, out=holds[0, :-1])
    np.greater(behind, judged + 1, out=holds[1, :-1])
    np.less_equal(first, before[judged], out=holds[2, :-1])
    np.greater(behind, after[judged], out=holds[3, :-1])
    if headline is None:
        return [*holds[:-1].argmax(axis=1), np.full(len(judged), -1)]
    np.logical_and(first <= headline, behind > headline, out=holds[4, :-1])
    return list(holds.argmax(axis=1))


def _holders(codes: Column, around: Column) -> list[Column]:
    """Whether a block stands in an element of these kinds."""
    found = np.bitwise_or.reduce(_HOLDER_BITS[codes[around]], axis=0)
    return [found & (1 << bit) for bit in range(len(_HOLDERS))]


def _words(around: Column, sums: Column) -> list[Column]:
    """The weight of the words of a block's own element, and of all on its way out."""
    own, near, far = sums
    found = own[around[0]]
    path = found + near[around[1]] + near[around[2]] + far[around[_FAR_LEVEL:]].sum(axis=0)
    return [found, np.minimum(np.maximum(path, -_MOST_WORDS), _MOST_WORDS)]
