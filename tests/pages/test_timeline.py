from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from page_example import example_dataset, to_html
from test_render import text_of

from build_scripts import model as m
from build_scripts.pages import render_pages
from build_scripts.pages.desk import Desk
from build_scripts.pages.timeline import MOST_ROWS, NARROWEST, TARGET, Timeline, extent, timeline


@pytest.mark.parametrize(("edtf", "kind", "first", "last"), [
    ("2024-05-03", "exact", "2024-05-03", "2024-05-03"),
    ("2024-02", "approximate", "2024-02-01", "2024-02-29"),
    ("2024", "approximate", "2024-01-01", "2024-12-31"),
    ("2024-05-03~", "approximate", "2024-05-03", "2024-05-03"),
    ("2024?", "approximate", "2024-01-01", "2024-12-31"),
    ("199X", "approximate", "1990-01-01", "1999-12-31"),
    ("2024-22", "approximate", "2024-06-01", "2024-08-31"),
    ("2024-24", "approximate", "2024-12-01", "2024-12-31"),
    ("[2024-05-13..2024-05-20]", "within", "2024-05-13", "2024-05-20"),
    ("[2024, 2026]", "within", "2024-01-01", "2026-12-31"),
    ("2024-05-03/2024-05-04", "lasted", "2024-05-03", "2024-05-04"),
    ("2023/2024-02", "lasted", "2023-01-01", "2024-02-29"),
])
def test_the_days_that_a_date_can_mean(edtf: str, kind: str, first: str, last: str) -> None:
    found = extent(edtf)
    assert found is not None
    assert (found.kind, found.first, found.last) == (kind, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("edtf", [None, "", "2024-02-30", "2024-13", "2024/..", "[..2024-05-20]", "Y17E7",
                                  "2024-05-04/2024-05-03", "nonsense"])
def test_what_has_no_two_ends_has_no_place(edtf: str | None) -> None:
    assert extent(edtf) is None


def dated(*dates: str, known: tuple[m.KnownEvent, ...] = ()) -> m.Dataset:
    """The example with events of these dates alone."""
    base = example_dataset()
    events = tuple(replace(base.events[2], id=f"event-{n}", date=m.Date(d, None, "text") if d else None, status="happened")
                   for n, d in enumerate(dates))
    return replace(base, agreements=(), events=events, background=replace(base.background, events=known))


def line_of(dataset: m.Dataset) -> Timeline:
    made = timeline(Desk(dataset))
    assert made is not None
    return made


@pytest.mark.parametrize("dates", [(), ("",), ("2024-05-03",), ("2024-05-03", "", "2024/..")])
def test_too_few_dates_make_no_timeline_and_nothing_leads_to_one(dates: tuple[str, ...]) -> None:
    pages = render_pages(dated(*dates))
    assert "timeline.md" not in pages
    assert not any("timeline.md" in text for text in pages.values())


def test_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    page = render_pages(dated("2024-05-03", "2024-04"))["timeline.md"]
    assert re.findall(r'<li markdown="1"><span class="mark mark--([a-z -]+)"', page) == ["exact", "approximate"]
    known = (m.KnownEvent("k2", "A ball", "2024-05-04/2024-05-05"),)
    page = render_pages(dated("2024-05-03", "[2024-04-01..2024-04-03]", known=known))["timeline.md"]
    assert re.findall(r'<li markdown="1"><span class="mark mark--([a-z -]+)"', page) == [
        "exact", "within", "lasted", "exact mark--background"]


def test_background_alone_makes_no_timeline() -> None:
    known = tuple(m.KnownEvent(f"k{n}", "A day", f"2024-0{n}-01") for n in range(1, 5))
    assert timeline(Desk(dated(known=known))) is None


def test_two_dates_make_a_list_and_no_chart() -> None:
    made = line_of(dated("2024-05-03", "2024-04"))
    assert [e.edtf for e in made.entries] == ["2024-04", "2024-05-03"]
    assert made.rows == ()
    assert "chart" not in render_pages(dated("2024-05-03", "2024-04"))["timeline.md"].replace("chart-legend", "")


def test_every_date_has_its_marks_in_the_rows_that_it_touches() -> None:
    made = line_of(dated("2024-05-03", "2024", "[2024-05-30..2024-06-02]", "2024-07"))
    where = {(row.edtf, mark.entry.edtf): (mark.opens, mark.closes) for row in made.rows for mark in row.marks}
    assert where == {
        ("2024", "2024"): (True, True), ("2024-05", "2024-05-03"): (True, True), ("2024-05", "[2024-05-30..2024-06-02]"): (True, False),
        ("2024-06", "[2024-05-30..2024-06-02]"): (False, True), ("2024-07", "2024-07"): (True, True)}


def test_marks_stand_at_their_days_and_never_on_one_another() -> None:
    days = [f"2024-05-{d:02}" for d in (1, 1, 2, 3, 10, 11, 12, 16, 30, 31, 31)]
    row, = line_of(dated(*days)).rows
    assert len(row.marks) == len(days)
    for mark in row.marks:
        day = mark.entry.extent.first.day
        assert mark.left >= 0 and mark.left + mark.width <= 1000
        assert mark.left <= 1000 * (day - 0.5) / 31 <= mark.left + mark.width
        assert mark.width * NARROWEST / 1000 >= TARGET
    for lane in range(row.lanes):
        spans = sorted((mark.left, mark.left + mark.width) for mark in row.marks if mark.lane == lane)
        assert spans and all(a[1] <= b[0] for a, b in pairwise(spans))


def test_many_months_become_years() -> None:
    made = line_of(dated(*(f"{y}-{month:02}-05" for y in range(1990, 2020) for month in (1, 6, 12))))
    assert len(made.entries) == 90
    assert [row.edtf for row in made.rows] == [str(y) for y in range(1990, 2020)]
    assert len(line_of(dated(*(f"{1990 + n}-03-05" for n in range(MOST_ROWS)))).rows[0].edtf) == 7


def test_what_is_known_besides_is_marked_and_never_told_twice() -> None:
    known = (m.KnownEvent("k1", "The court sat", "2024-05-03"), m.KnownEvent("k2", "A ball", "2024-05-04", references=("gazette",)),
             m.KnownEvent("k3", "The end", "2024-08-01"), m.KnownEvent("k4", "Undated"))
    dataset = dated("2024-05-02", "2024-05-03", known=known)
    dataset = replace(dataset, events=(dataset.events[0], replace(dataset.events[1], background="k1")))
    assert [(e.record.id, e.background, e.later) for e in line_of(dataset).entries] == [
        ("event-0", False, False), ("event-1", False, False), ("k2", True, False), ("k3", True, True)]
    shown = text_of(to_html(dataset, "timeline.md", render_pages(dataset)["timeline.md"]))
    assert "4 May 2024 Background A ball Reference: The Gazette" in shown
    assert "The newest source is of 20 May 2024. What follows is later. 1 August 2024 Since then The end" in shown


def test_a_vaguer_date_of_the_source_stands_beside_the_known_one() -> None:
    dataset = dated("2024-05", "2024-05-03", known=(m.KnownEvent("k1", "The court sat", "2024-05-03"),))
    dataset = replace(dataset, events=tuple(replace(e, background="k1") for e in dataset.events))
    shown = text_of(to_html(dataset, "timeline.md", render_pages(dataset)["timeline.md"]))
    assert shown.count("Background Most likely this is: The court sat, 3 May 2024.") == 1


def test_the_signing_stands_for_the_agreement() -> None:
    base = example_dataset()
    signing = replace(base.events[0], id="signing", agreement=base.agreements[0].id, date=base.agreements[0].signed)
    assert [e.record.id for e in line_of(replace(base, events=(*base.events, signing))).entries] == [
        "2024-05-03-high-court-convicted-otto-falk", "signing", "2024-07-annulled"]


def test_the_page_tells_all_in_words_with_links_and_leads_from_mark_to_line() -> None:
    dataset = example_dataset()
    html = to_html(dataset, "timeline.md", render_pages(dataset)["timeline.md"])
    shown = text_of(html)
    assert "3 May 2024 The court convicted Otto Falk [4] Since then The verdict was annulled." in shown
    assert "Some day between 13 and 20 May 2024 Treaty between Norland and Suthland [1]" in shown
    assert "July 2024 planned Verdict may be annulled" in shown
    assert "Not placed in time The sources give no day, month or year for these. We met in May" in shown
    marks = re.findall(r'<a class="mark mark--(\w+)" href="#(t\d)"[^>]* aria-label="([^"]+)"', html)
    assert [(kind, anchor) for kind, anchor, _ in marks] == [("exact", "t1"), ("within", "t2"), ("approximate", "t3")]
    assert all(label for _, _, label in marks)
    assert re.findall(r'<li[^>]* id="(t\d)"', html) == ["t1", "t2", "t3"]


def test_every_dated_record_is_on_the_timeline_of_the_example_and_leads_to_its_page() -> None:
    dataset = example_dataset()
    page = render_pages(dataset)["timeline.md"]
    for record in (*dataset.agreements, *dataset.events):
        assert f":{record.id}|" in page
