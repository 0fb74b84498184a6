"""Scrapy with a spider written for the site: MODE (parsel or trafilatura) START_URL DATABASE."""

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from rows import Rows, iso_date  # isort: skip  # beside this file, which is run by its path


class SiteSpider(scrapy.Spider):
    """Walks the listings and hands each article to the reader."""

    name = "site"

    def __init__(self, mode: str, start: str, rows: Rows) -> None:
        super().__init__()
        self.start_urls = [start]
        self.rows = rows
        self.read = self.by_selectors if mode == "parsel" else self.by_trafilatura

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """A home or listing page: its articles and the next listing."""
        for href in response.css("div.item h3 a::attr(href)").getall():
            yield response.follow(href, self.article)
        for href in response.css("a[rel=next]::attr(href), p > a::attr(href)").getall():
            yield response.follow(href, self.parse)

    def article(self, response: Response) -> None:
        """One article, read and stored."""
        self.rows.add(response.url, *self.read(response))

    def by_selectors(self, response: Response) -> tuple[str | None, str | None, str | None]:
        """Title, date and body by selectors that know the site."""
        paragraphs = response.css("div.isi.hidden-xs p::text").getall()
        line = response.css("p.info::text").get("")
        return response.css("h2.judul::text").get(), iso_date(line), "\n\n".join(paragraphs)

    def by_trafilatura(self, response: Response) -> tuple[str | None, str | None, str | None]:
        """The same by trafilatura, which does not know the site."""
        import trafilatura

        document = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        return (document.title, document.date, document.text) if document else (None, None, None)


def main() -> None:
    """Crawls until nothing is left."""
    mode, start, database = sys.argv[1:]
    settings: dict[str, Any] = {
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    with Rows(database) as rows:
        process = CrawlerProcess(settings)
        process.crawl(SiteSpider, mode=mode, start=start, rows=rows)
        process.start()


if __name__ == "__main__":
    main()
