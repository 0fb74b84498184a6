"""Crawlee with parsel and a handler written for the site, storage in memory: START_URL DATABASE."""

import asyncio
import sys

from crawlee import ConcurrencySettings
from crawlee.crawlers import ParselCrawler, ParselCrawlingContext
from crawlee.storage_clients import MemoryStorageClient
from rows import Rows, iso_date


async def crawl(start: str, rows: Rows) -> None:
    """Crawls until nothing is left."""
    crawler = ParselCrawler(
        storage_client=MemoryStorageClient(),
        respect_robots_txt_file=True,
        concurrency_settings=ConcurrencySettings(desired_concurrency=16, max_concurrency=16),
        configure_logging=False,
    )

    @crawler.router.default_handler
    async def listing(context: ParselCrawlingContext) -> None:
        await context.enqueue_links(selector="div.item h3 a", label="article")
        await context.enqueue_links(selector="a[rel=next], p > a")

    @crawler.router.handler("article")
    async def article(context: ParselCrawlingContext) -> None:
        page = context.selector
        body = "\n\n".join(page.css("div.isi.hidden-xs p::text").getall())
        rows.add(
            context.request.url,
            page.css("h2.judul::text").get(),
            iso_date(page.css("p.info::text").get("")),
            body,
        )

    await crawler.run([start])


def main() -> None:
    """Runs the crawl."""
    start, database = sys.argv[1:]
    with Rows(database) as rows:
        asyncio.run(crawl(start, rows))


if __name__ == "__main__":
    main()
