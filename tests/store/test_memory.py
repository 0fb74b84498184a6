"""Tests of scraper/store/memory.py on a real archive."""

from scraper.model import SiteMemory
from scraper.store import Archive, is_learnt, load_memory, note_learnt, sample_pages, save_memory, settle
from tests.store.samples import NOW, URL, visit


def _keep(archive: Archive, count: int) -> None:
    for number in range(count):
        settle(archive, visit(f"{URL}-{number}", title=f"Berita {number}", body=f"Isi {number}."), NOW)


def test_a_site_of_which_nothing_was_learnt_has_no_memory(archive: Archive) -> None:
    """No memory is None, which is another thing than a memory of nothing."""
    assert load_memory(archive, "contoh") is None


def test_a_memory_comes_back_as_it_went(archive: Archive) -> None:
    """Fingerprints are whole, negative ones too."""
    _keep(archive, 1)
    memory = SiteMemory(20, {-(2**63): 9, 2**63 - 1: 20})
    save_memory(archive, "contoh", memory, NOW)

    assert memory == load_memory(archive, "contoh")
    assert load_memory(archive, "lain") is None


def test_what_was_learnt_is_not_forgotten(archive: Archive) -> None:
    """A second lesson adds to the first; of a block that both know the larger number stays."""
    _keep(archive, 1)
    save_memory(archive, "contoh", SiteMemory(20, {1: 9, 2: 12}), NOW)
    save_memory(archive, "contoh", SiteMemory(30, {2: 8, 3: 10}), NOW)

    assert SiteMemory(30, {1: 9, 2: 12, 3: 10}) == load_memory(archive, "contoh")


def test_the_sample_depends_on_the_pages_alone(archive: Archive) -> None:
    """The same addresses give the same sample in any order, and it is known once it was learnt from."""
    _keep(archive, 9)
    few, all_of_them = sample_pages(archive, "contoh", 4), sample_pages(archive, "contoh", 64)
    save_memory(archive, "contoh", SiteMemory(4, {}), NOW)
    before = is_learnt(archive, "contoh", few)
    note_learnt(archive, "contoh", few)

    assert not before
    assert 9 == len(all_of_them)
    assert few == all_of_them[:4]
    assert is_learnt(archive, "contoh", few[::-1])
    assert not is_learnt(archive, "contoh", all_of_them)
