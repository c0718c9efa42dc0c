"""A review as JSON, each statement with the lines it is from."""

from typing import Any

from mlws_writer.facts.model import Fact, Run
from mlws_writer.tier2_activity.across_runs import DatedRun, Failure, Pattern, Ranking, Score
from mlws_writer.tier2_activity.review import Box, Line, Repeated, Review
from mlws_writer.tier2_activity.review_wording import sides
from mlws_writer.tier2_activity.run_time import RunTime
from mlws_writer.tier2_activity.summary import summarize_run

Json = dict[str, Any]


def as_json(review: Review) -> Json:
    """Return a review in the form that other programs rely on; times are in seconds."""
    return {
        "first": review.first.isoformat(),
        "last": review.last.isoformat(),
        "runs": [_dated(each) for each in review.runs],
        "done": [
            {"section": done.title, "items": [_item(item) for item in done.items], "more": done.more}
            for done in review.done
        ],
        "results": [_ranking(ranking) for ranking in review.rankings],
        "single": [_single(each) for each in review.single],
        "worked": [_pattern(pattern) for pattern in review.patterns],
        "failures": [_failure(failure) for failure in review.failures],
        "stopped": [_dated(each) for each in review.stopped],
        "time": _time(review.time),
        "blockers": [_line(line) for line in review.blockers],
        "open": [
            {"text": box.text, "since": box.since.isoformat(), "days": box.days_open, "line": box.line, **_file(box)}
            for box in review.boxes
        ],
        "ticked": review.ticked,
        "calendar": [
            {"day": cell.day.isoformat(), "runs": cell.runs, "failed": cell.failed}
            for week in review.weeks
            for cell in week
            if cell.within
        ],
        "missing": [day.isoformat() for day in review.missing],
    }


def _run(run: Run) -> Json:
    return {"run": run.name, "log": run.log}


def _dated(each: DatedRun) -> Json:
    return {
        **_run(each.run),
        "day": each.day.isoformat(),
        "kind": each.run.work.value,
        "outcome": each.run.outcome.value,
    }


def _line(line: Line) -> Json:
    return {"day": line.day.isoformat(), "text": line.text, "line": line.line, "own": line.own, **_file(line)}


def _file(at: Line | Box) -> Json:
    """Name the file of a line whose day was archived; all others stand in the journal."""
    return {"file": at.file} if at.file else {}


def _item(item: Line | Repeated) -> Json:
    return _line(item) if isinstance(item, Line) else {**_line(item.last), "runs": len(item.runs)}


def _fact(run: Run, fact: Fact) -> Json:
    return {**_run(run), "line": fact.line, "value": fact.shown}


def _score(score: Score) -> Json:
    return {**_fact(score.run, score.fact), "day": score.day.isoformat()}


def _ranking(ranking: Ranking) -> Json:
    return {
        "metric": ranking.metric,
        "on": ranking.on,
        "better": ranking.better.value if ranking.better else None,
        "best": [_score(score) for score in ranking.best],
        "scores": [_score(score) for score in ranking.scores],
        "trend": ranking.trend or None,
        "left_out": dict(ranking.left_out),
    }


def _single(each: DatedRun) -> Json:
    found = summarize_run(each.run).results
    return {**_dated(each), "results": [{"name": r.name, "value": r.value, "line": r.line} for r in found]}


def _pattern(pattern: Pattern) -> Json:
    return {
        "setting": pattern.setting,
        "winner": pattern.winner,
        "loser": pattern.loser or None,
        "comparisons": [
            [
                {**_fact(side.run, side.fact), "setting": side.setting.shown, "metric": side.metric}
                for side in sides(each)
            ]
            for each in pattern.contrasts
        ],
    }


def _failure(failure: Failure) -> Json:
    return {
        "runs": [_dated(each) for each in failure.runs],
        "error": _fact(failure.last.run, failure.error) if failure.error else None,
        "completed_by": _dated(failure.again) if failure.again else None,
        "changed": [{"setting": new.name, "old": old.shown, "new": new.shown} for old, new in failure.changed],
    }


def _time(time: RunTime) -> Json:
    return {
        "total": time.total.total_seconds(),
        "kinds": [{"kind": s.work.value, "runs": s.runs, "seconds": s.time.total_seconds()} for s in time.shares],
        "failed": time.failed.total_seconds(),
        "longest": [{**_run(each.run), "seconds": each.time.total_seconds()} for each in time.longest],
        "serving": time.serving.total_seconds(),
        "untimed": time.untimed,
    }
