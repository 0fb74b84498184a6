"""Skimming: blocks, elements and head of a page."""

from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.skim import skim


def texts(html: str) -> list[str]:
    return [block.text for block in skim(html).blocks]


def test_a_block_ends_at_block_level_tags_and_line_breaks() -> None:
    """Paragraphs, list items, cells and lines between <br> are blocks; inline tags end nothing."""
    html = (
        "<p>Satu <b>dua</b><i>tiga</i><p>empat<br style='x'>lima<ul><li>enam<li>tujuh</ul><table><td>8<td>9"
    )

    assert ["Satu duatiga", "empat", "lima", "enam", "tujuh", "8", "9"] == texts(html)


def test_entities_and_white_space_are_read_as_a_browser_shows_them() -> None:
    """Entities are decoded once, runs of white space are one space, invisible characters are gone."""
    assert ["A & B < C", "&lt;"] == texts("<p>A &amp;\n\n  B&nbsp;&lt;\u200b C</p><p>&amp;lt;</p>")


def test_scripts_styles_and_comments_are_no_text() -> None:
    """What a browser does not print is no block, even inside a heading."""
    html = "<h1><style>h1{}</style>Judul</h1><script>x</script><!-- a > b --><noscript>n</noscript>"

    assert ["Judul"] == texts(html)


def test_linked_characters_are_counted() -> None:
    """A block knows how much of it is linked, spaces beside a link included, wherever the link was opened."""
    page = skim(
        "<p><a href=x>Satu</a></p><p>a <a href=y>bb</a> c <a href=z>dd</a></p><a href=q><div>blok</div></a>e"
    )

    assert [4, 6, 4, 0] == [block.link_chars for block in page.blocks]


def test_hidden_text_is_marked() -> None:
    """display:none and the hidden attribute reach down to every block inside and end with their element."""
    page = skim(
        "<div style='display: none'><p>a</p><div>b</div></div><p>c</p><section hidden><p>d</p></section><p>e"
    )

    assert [True, True, False, True, False] == [block.hidden for block in page.blocks]


def test_headings_have_a_level() -> None:
    """A block knows the heading it stands in."""
    assert [1, 3, 0] == [
        block.heading_level for block in skim("<h1>a</h1><h3><span>b</span></h3><p>c").blocks
    ]


def test_elements_know_their_place() -> None:
    """Each block's offsets cut its own text out of the page, and its element's ancestors lead to the body."""
    page = skim("<body><div class='Isi' id=x><article><p>Teks <b>tebal</b></p></article></div>")
    block = page.blocks[0]

    assert "Teks <b>tebal</b>" == page.html[block.start : block.end]
    assert ["article", "div", "body"] == [page.tags[index] for index in page.ancestors(block.element)]
    assert "isi x" == page.element(1).classes


def test_inline_elements_are_found_on_demand() -> None:
    """A <time>, an image and an element with an itemprop are found with attributes, text and place."""
    page = skim(
        "<div><p>x <time datetime='2019-11-26'>26 Nov</time> <img data-src=a.jpg><b itemprop=author>A</b>"
    )
    time, image, author = page.find("time")[0], page.find("img")[0], page.find_with("itemprop")[0]

    assert ("2019-11-26", "26 Nov") == (time.attributes["datetime"], page.text_of(time))
    assert ("a.jpg", "p") == (image.attributes["data-src"], page.tags[image.parent])
    assert ("author", "A") == (author.attributes["itemprop"], page.text_of(author))


def test_pieces_keep_neighbouring_elements_apart() -> None:
    """A line glued from inline elements can be cut where they meet."""
    page = skim("<div><span>Admin</span><span>19 November 2020</span> Dibaca 284 Kali</div>")

    assert ["Admin19 November 2020 Dibaca 284 Kali"] == [block.text for block in page.blocks]
    assert ["Admin", "19 November 2020", "Dibaca 284 Kali"] == page.pieces(page.blocks[0])


def test_the_head_is_read() -> None:
    """Title, language, meta by name and property, link relations, base and JSON-LD are values."""
    head = skim(
        "<html lang=ID><title> A &amp; B\n</title><meta property=og:Title content='A'>"
        "<link rel='canonical' href=/a><base href='https://x.test/'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "Article"}, [{"@type": "Org"}]]}</script>'
        '<script type="application/ld+json">{"name": "line\nbreak"}</script>'
        '<script type="application/ld+json">{broken</script>'
    ).head

    assert ("A & B", "id", "A", "https://x.test/") == (
        head.title,
        head.language,
        head.first("og:title"),
        head.base,
    )
    assert {"canonical": ["/a"]} == head.links
    assert {"Article", "Org"} <= {item.get("@type") for item in head.jsonld}
    assert "line\nbreak" in [item.get("name") for item in head.jsonld]


def test_deep_nesting_is_read() -> None:
    """A hundred thousand elements inside each other cost no recursion and no square of time."""
    assert ["dalam"] == texts("<div>" * 100_000 + "dalam")


@given(st.text())
def test_any_text_can_be_skimmed(text: str) -> None:
    """Whatever the text is, skimming ends and blocks lie inside the page in order."""
    page = skim(text)

    assert all(a.end <= b.start for a, b in zip(page.blocks, page.blocks[1:], strict=False))


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<a href=x>", "</a>", "<table>", "<td>", "x", '<b a"\'=">', "<br>", "<li>"]
        )
    )
)
def test_any_markup_gives_elements_that_nest(parts: list[str]) -> None:
    """However broken the tags are, every element ends inside its parent."""
    page = skim("".join(parts))

    assert all(
        page.starts[parent] < page.starts[index] and page.ends[index] <= page.ends[parent]
        for index, parent in enumerate(page.parents)
        if parent >= 0
    )
