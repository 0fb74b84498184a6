"""What kind of edit each wording is, and the view counter as a series."""

from sqlite_utils import Database

# Made anew, because a column that is added stands in front of the words of the one before it.
_REVISIONS = (
    """
CREATE TABLE new_revisions (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  number INTEGER NOT NULL, -- 1 for its first wording
  captured_at TEXT NOT NULL, -- UTC: the first capture that showed this wording
  title TEXT NOT NULL, -- headline
  body TEXT NOT NULL, -- the words; a blank line between paragraphs
  changed TEXT, -- against the wording before: "title", "body" or "title, body"; NULL: this is the first
  classes TEXT, -- kinds of edit against the wording before, the most meaningful first, as "figures, names"
  capture INTEGER NOT NULL REFERENCES captures(id), -- the first capture that showed this wording
  PRIMARY KEY (article, number)
)
""",
    """
INSERT INTO new_revisions(article, number, captured_at, title, body, changed, capture)
SELECT article, number, captured_at, title, body, changed, capture FROM revisions ORDER BY article, number
""",
    "DROP TABLE revisions",
    "ALTER TABLE new_revisions RENAME TO revisions",
)
_VIEWS = (
    """
CREATE VIEW view_changes AS
WITH series AS (
  SELECT article, observed_at, views,
    lag(views) OVER (PARTITION BY article ORDER BY observed_at) AS before
  FROM views
)
SELECT
  article, -- the article
  observed_at, -- UTC
  views, -- what the page's counter said
  views - before AS gained, -- against the observation before; NULL: this is the first
  CASE
    WHEN views < before AND views * 10 <= before THEN 'reset'
    WHEN views < before THEN 'fell'
  END AS flag -- 'fell', or 'reset' where a tenth or less is left; NULL: it did neither
FROM series
""",
    """
CREATE VIEW views_per_day AS
WITH RECURSIVE spans AS (
  SELECT article, julianday(observed_at) AS till, lag(julianday(observed_at)) OVER past AS since,
    views - lag(views) OVER past AS gained
  FROM views WINDOW past AS (PARTITION BY article ORDER BY observed_at)
),
days AS (
  SELECT article, since, till, gained / (till - since) AS rate, date(since) AS day
  FROM spans WHERE gained >= 0 AND till > since
  UNION ALL
  SELECT article, since, till, rate, date(day, '+1 day') FROM days WHERE julianday(day, '+1 day') < till
)
SELECT
  article, -- the article
  day, -- UTC
  round(sum(rate * (min(till, julianday(day, '+1 day')) - max(since, julianday(day)))), 3) AS views -- gained
FROM days
GROUP BY article, day
""",
)


def create_history(database: Database) -> None:
    """Gives wordings their classes, and makes the views over the counter's observations."""
    for statement in (*_REVISIONS, *_VIEWS):
        database.execute(statement)
