"""
Whether a crawl's memory stays flat: the same crawl over a site of 10,000 and one of 100,000 addresses.

    python -m bench.crawl.flat                          # some ten minutes
    python -m bench.crawl.flat --sizes 2000,20000
"""

import argparse
import sqlite3
import sys
import tempfile
from pathlib import Path

from bench.crawl.measure import run
from bench.crawl.serve import has_nginx, serve

_PER_LISTING = 100
_LONGEST_S = 3600.0


def main() -> int:
    """Prints a line for each size, and how the last peak compares with the first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000")
    options = parser.parse_args()
    if not has_nginx():
        sys.stderr.write("nginx is missing; on Debian: apt-get install nginx-light\n")
        return 1
    peaks = [_measured(int(size)) for size in options.sizes.split(",")]
    sys.stdout.write(f"peak at the last size is {peaks[-1] / peaks[0]:.2f} of that at the first\n")
    return 0


def _measured(size: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # nginx's worker is another user
        site, kept = Path(folder) / "site", Path(folder) / "kept"
        kept.mkdir()
        _write(site / "www", size)
        with serve(site) as port:
            words = ["crawl", f"http://127.0.0.1:{port}/", "--allow-private", "--delay", "0"]
            command = [sys.executable, "-m", "scraper", *words, "--archive", str(kept / "kept.db")]
            cost = run(command, kept, _LONGEST_S)
        with sqlite3.connect(kept / "kept.db") as archive:
            articles = archive.execute("SELECT count(*) FROM articles").fetchone()[0]
    sys.stdout.write(
        f"{size:,} articles: {articles:,} kept, {size / cost.wall_s:.0f} a second, "
        f"{cost.cpu_s / size * 1000:.2f} CPU ms each, peak {cost.peak_mb:.0f} MB, exit {cost.exit_code}\n"
    )
    sys.stdout.flush()
    return cost.peak_mb


def _write(root: Path, size: int) -> None:
    """Small articles in folders of a thousand, and listings that name each of them once."""
    last = -(-size // _PER_LISTING)
    for number in range(1, size + 1):
        path = root / _address(number).lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(number), "utf-8")
    for page in range(1, last + 1):
        first = (page - 1) * _PER_LISTING + 1
        numbers = range(first, min(size, first + _PER_LISTING - 1) + 1)
        links = "".join(
            f'<h3><a href="{_address(n)}">Berita Daerah Nomor {n} Hari Ini</a></h3>' for n in numbers
        )
        more = f'<a rel="next" href="/berita/halaman/{page + 1}.html">Selanjutnya</a>' if page < last else ""
        path = root / f"berita/halaman/{page}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!DOCTYPE html><title>Berita</title><h1>Berita</h1>{links}{more}", "utf-8")
    home = '<!DOCTYPE html><title>Beranda</title><h1>Beranda</h1><a href="/berita/halaman/1.html">Berita</a>'
    (root / "index.html").write_text(home, "utf-8")


def _address(number: int) -> str:
    return f"/berita/detail/{number // 1000}/{number}-berita-daerah-nomor-{number}.html"


def _article(number: int) -> str:
    words = " ".join(f"kata{(number * 7 + at) % 9973}" for at in range(60))
    return (
        f"<!DOCTYPE html><html lang=id><title>Berita</title><h1>Berita Daerah Nomor {number} Hari Ini</h1>"
        f"<p>26 November 2019 | dibaca : {number % 977}</p><p>Warga desa nomor {number} bertemu. {words}.</p>"
        f"<p>Kegiatan ke-{number} itu dihadiri {number % 83} orang, kata kepala desa.</p></html>"
    )


if __name__ == "__main__":
    sys.exit(main())
