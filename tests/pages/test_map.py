"""The map, on states and places that no article of this project is about."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from page_example import evidence, example_dataset, to_html
from test_render import text_of

from build_scripts import model as m
from build_scripts.pages import render_pages
from build_scripts.pages.desk import Desk
from build_scripts.pages.labels import meet
from build_scripts.pages.maps import SLIMMEST, WIDEST, Map, region_map

SVG = "{http://www.w3.org/2000/svg}"


def actor(id: str, name: str, code: str) -> m.Actor:
    return m.Actor(id, name, "state", iso_3166=code, evidence=evidence("The court"))


def event(id: str, place: str | None, date: str | None = None, background: str | None = None) -> m.Event:
    return m.Event(id, "CONSULT", None, (), "happened", f"the {id}", "met", date=m.Date(date, None, "text") if date else None, place=place,
                   background=background, evidence=evidence("We met in May"))


def west_africa() -> m.Dataset:
    """Three neighbours, a far state, an organisation, a disputed border, places on the sheet, close together and far away."""
    base = example_dataset()
    actors = (actor("ghana", "Ghana", "GH"), actor("togo", "Togo", "TG"), actor("benin", "Benin", "BJ"), actor("norway", "Norway", "NO"),
              *base.actors)
    places = (m.Place("kumasi", "Kumasi", "ghana", ("Coomassie",), "6.688, -1.624"), m.Place("lome", "Lomé", "togo", (), "6.132, 1.223"),
              m.Place("aflao", "Aflao", "ghana", (), "6.120, 1.192"), m.Place("oslo", "Oslo", "norway", (), "59.913, 10.746"),
              m.Place("nowhere", "Nowhere", "ghana"))
    events = (event("fair", "Coomassie", "2024-05-02"), event("talk", "Lomé"), event("feast", "Oslo", "2024-04"),
              event("walk", "Nowhere", "2024-04"), event("game", "Atlantis"), event("race", None, "2024-05-05", "known-race"))
    background = m.Knowledge(
        actors=(m.KnownActor("league", "League", "organization"), m.KnownActor("ghana", "Ghana", "state", iso_3166="GH"),
                m.KnownActor("burkina", "Burkina Faso", "state", iso_3166="BF"), m.KnownActor("volta", "Volta", "political_entity",
                                                                                            part_of="ghana")),
        places=places,
        events=(m.KnownEvent("known-race", "The race", "2024-05-05", "kumasi"), m.KnownEvent("storm", "A storm", "2024-06-01", "aflao",
                                                                                            references=("gazette",))),
        memberships=(m.Membership("ghana", "league", "member", "1990", ("gazette",)), m.Membership("benin", "league", "friend"),
                     m.Membership("togo", "league", "member", "2024-09"), m.Membership("togo", "union", "member"),
                     m.Membership("burkina", "league", "member", "2001")),
        policy=(m.Policy("p-togo", "togo", "Togo", "The line is disputed.", "dashed", ("ghana",), "2024", ("gazette",)),
                m.Policy("p-volta", "volta", "Volta", "It is a part.", "none", references=("gazette",)),
                m.Policy("p-norway", "norway", "Norway", "It is far.", "solid", references=("gazette",))),
        references=base.background.references)
    return replace(base, actors=actors, agreements=(), events=events, background=background)


@pytest.fixture(scope="module")
def drawn() -> Map:
    made = region_map(Desk(west_africa()))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def html() -> str:
    dataset = west_africa()
    places = tuple(replace(p, references=("gazette",)) for p in dataset.background.places)
    dataset = replace(dataset, background=replace(dataset.background, places=places))
    return to_html(dataset, "map.md", render_pages(dataset)["map.md"])


def without(dataset: m.Dataset, what: str) -> m.Dataset:
    background = dataset.background
    return {
        "knowledge": replace(dataset, background=m.Knowledge()),
        "places": replace(dataset, background=replace(background, places=())),
        "coordinates": replace(dataset, background=replace(background, places=tuple(
            replace(p, coordinates=None) for p in background.places))),
        "states": replace(dataset, actors=example_dataset().actors, background=replace(background, actors=(), places=tuple(
            replace(p, country=None) for p in background.places))),
        "events": replace(dataset, events=(), background=replace(background, events=())),
        "near places": replace(dataset, events=dataset.events[2:3], background=replace(background, events=())),
    }[what]


@pytest.mark.parametrize("what", ["knowledge", "places", "coordinates", "states", "events", "near places"])
def test_no_map_without(what: str) -> None:
    pages = render_pages(without(west_africa(), what))
    assert "map.md" not in pages
    assert not any("map.md" in text for text in pages.values())


def test_the_sheet_holds_the_states_that_lie_together(drawn: Map) -> None:
    names = {a.actor for a in drawn.areas if a.label}
    assert {"ghana", "togo", "benin"} <= names
    assert "norway" not in {a.actor for a in drawn.areas}
    assert SLIMMEST <= drawn.width / drawn.height <= WIDEST


def test_memberships_are_those_of_the_subject_on_the_day_of_the_newest_source(drawn: Map) -> None:
    assert drawn.organization == "league"
    assert {a.actor: a.look for a in drawn.areas if a.look} == {"ghana": 1, "burkina": 1, "benin": 2}
    assert [m.status for m in drawn.standings] == ["member", "friend"]


def test_the_organisation_of_which_most_is_known_stands_in_for_a_subject_without_members() -> None:
    dataset = replace(west_africa(), subject=None)
    made = region_map(Desk(dataset))
    assert made is not None and made.organization == "league"


def test_places_that_lie_together_share_a_mark_and_no_name_lies_on_another(drawn: Map) -> None:
    marks = [([p.id for p in s.places], s.own) for s in drawn.spots]
    assert sorted(marks) == [(["kumasi"], True), (["lome", "aflao"], True)]
    boxes = [a.label.box for a in drawn.areas if a.label] + [s.label.box for s in drawn.spots if s.label]
    assert len(boxes) >= 5
    assert [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1:] if meet(a, b)] == []
    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= drawn.width and bottom <= drawn.height


def test_a_disputed_border_is_dashed_and_only_where_the_policy_says_so(drawn: Map) -> None:
    assert set(drawn.borders) == {"coast", "border", "dashed"}
    dataset = west_africa()
    solid = region_map(Desk(replace(dataset, background=replace(dataset.background, policy=()))))
    gone = region_map(Desk(replace(dataset, background=replace(dataset.background, policy=(replace(dataset.background.policy[0],
                                                                                                   line="none"),)))))
    assert solid is not None and gone is not None
    assert "dashed" not in solid.borders and "dashed" not in gone.borders

    def strokes(made: Map) -> set[str]:
        return {"M" + s for path in made.borders.values() for s in path.split("M")[1:]}

    assert strokes(drawn) == strokes(solid)
    dashed = {"M" + s for s in drawn.borders["dashed"].split("M")[1:]}
    assert dashed and strokes(solid) - strokes(gone) == dashed


def test_the_notes_are_those_of_what_is_drawn_and_of_its_parts(drawn: Map) -> None:
    assert [p.id for p in drawn.policies] == ["p-togo", "p-volta"]


def test_all_is_told_in_words_too(html: str) -> None:
    shown = text_of(html)
    assert "Kumasi, Ghana 2 May 2024: The fair [2] 5 May 2024: The race [2] Background The place is known from elsewhere." in shown
    assert "Lomé, Togo The talk [2] Where it lies: The Gazette" in shown
    assert "Aflao, Ghana 1 June 2024: A storm Since then The Gazette" in shown
    assert "Outside the map Oslo, Norway April 2024: The feast [2]" in shown
    assert "Nowhere, Ghana April 2024: The walk [2]" in shown
    assert "Ghana member 1990 The Gazette" in shown
    assert "The line is disputed. As of 2024. Reference: The Gazette" in shown


def test_the_picture_is_sound_and_names_itself(html: str) -> None:
    found = re.search(r"<svg.*?</svg>", html, re.S)
    assert found is not None
    svg = ElementTree.fromstring(found[0])
    ids = {e.get("id") for e in svg.iter() if e.get("id")}
    assert set((svg.get("aria-labelledby") or "").split()) <= ids
    assert all(svg.find(f"{SVG}{tag}").text for tag in ("title", "desc"))  # type: ignore[union-attr]
    links = list(svg.iter(f"{SVG}a"))
    assert [[text.text for text in link.iter(f"{SVG}text")] for link in links] == [["Kumasi"], ["Lomé", "Aflao"]]
    assert all(f'id="{(link.get("href") or "")[1:]}"' in html for link in links)
    titles = {path.find(f"{SVG}title").text for path in svg.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None}  # type: ignore[union-attr]
    assert {"Ghana: member", "Benin: friend", "Togo"} <= titles


def test_a_hostile_name_stays_text() -> None:
    dataset = west_africa()
    places = (replace(dataset.background.places[0], name='<script>"x"</script>'), *dataset.background.places[1:])
    dataset = replace(dataset, background=replace(dataset.background, places=places))
    html = to_html(dataset, "map.md", render_pages(dataset)["map.md"])
    assert "<script" not in html
    assert '<script>"x"</script>' in text_of(html)
