"""Boundaries, outlines and neighbours: every area drawn, borders shared, small and quick to read."""

from __future__ import annotations

import json
import re

import geopandas
import numpy as np
import pytest
import shapely

from data.paths import cache_folder
from geo import geography
from geo.boundaries import own_boundaries
from geo.boundaries.level_boundaries import _boundaries, _pieces, boundaries, pieces
from geo.boundaries.neighbours import neighbours
from geo.boundaries.outlines import _outlines, _read, outlines
from geo.boundaries.polygons import _strip, polygon_owners
from geo.boundaries.svg_path import svg_path
from geo.lsoas import lsoas

LEVELS = ("ics", "place", "district", "neighbourhood", "ward")


@pytest.fixture(scope="module")
def lancashire(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("ICS_DATA_FOLDER", str(tmp_path_factory.mktemp("made")))
    patch.setenv("ICS_BOUNDARIES_FOLDER", str(tmp_path_factory.mktemp("none")))
    forget()
    yield geography("QE1")
    patch.undo()
    forget()


def forget():
    """Drop what this process remembers of another cache folder."""
    for remembered in (_boundaries, _outlines, _pieces):
        remembered.cache_clear()


@pytest.mark.parametrize("level", LEVELS)
def test_every_area_is_drawn_and_fits_its_neighbours(lancashire, level):
    shapes = boundaries(lancashire, level)
    assert set(shapes["area_code"]) == set(lancashire.table(level)["area_code"])
    geometry = shapes.geometry.to_numpy()
    assert shapely.coverage_is_valid(geometry)
    assert (shapely.area(geometry) > 10_000).all()
    assert shapely.area(geometry).sum() == pytest.approx(shapely.area(shapely.union_all(geometry)), rel=1e-9)
    assert shapely.area(geometry).sum() / 1e6 == pytest.approx(4_989, abs=5)


def test_the_ics_has_no_holes(lancashire):
    shape = boundaries(lancashire, "ics").geometry.iloc[0]
    assert shapely.get_num_interior_rings(shapely.get_parts(shape)).sum() == 0


def test_places_of_2019_are_drawn_too(lancashire):
    assert len(boundaries(lancashire, "place", "places_2019")) == 5
    with pytest.raises(ValueError, match="no boundaries of the level 'england'"):
        boundaries(lancashire, "england")


def test_every_lsoa_polygon_has_one_owner_and_every_ward_one_polygon(lancashire):
    owners = polygon_owners(lancashire)
    assert owners["polygon"].is_unique
    assert (owners["share"] == 1).all()
    wards = owners["lsoa_code"].map(lancashire.area_by_lsoa("ward"))
    assert set(wards) == set(lancashire.table("ward")["area_code"])


def test_a_part_of_a_polygon_goes_to_the_ward_with_more_people(lancashire):
    owners = polygon_owners(lancashire).set_index("polygon")["lsoa_code"]
    parts = lsoas()[lambda rows: rows["lsoa_code"].isin(lancashire.area_by_lsoa("ward").index)]
    parts = parts.assign(polygon=parts["lsoa_2011_codes"].str.split(";")).explode("polygon")
    people = parts.groupby(["polygon", "ward_code"])["people"].sum()
    in_two_wards = people[people.index.get_level_values(0).duplicated(keep=False)]
    assert in_two_wards.index.get_level_values(0).nunique() == 3
    for polygon, wards in in_two_wards.groupby(level=0):
        assert lancashire.area_by_lsoa("ward")[owners[polygon]] == wards.idxmax()[1]


def test_two_wards_with_one_polygon_between_them_share_it_by_people():
    owners = polygon_owners(geography("QWU")).set_index("lsoa_code")
    assert owners.loc["E01035030", "share"] == 1  # Wellesbourne East: the other ward has two more polygons
    cut = owners[owners["polygon"] == "E01031212"]
    assert cut.loc["E01035035", "share"] == pytest.approx(1820 / (1820 + 1451 + 1446))
    assert cut["share"].sum() == pytest.approx(1)


def test_a_polygon_is_cut_from_west_to_east():
    square = shapely.box(0, 0, 100, 100)
    assert shapely.bounds(_strip(square, 0.25, 1)) == pytest.approx([25, 0, 100, 100], abs=1e-6)
    assert shapely.area(_strip(square, 0, 0.25)) == pytest.approx(2_500)


@pytest.mark.parametrize("level", LEVELS)
def test_outlines_draw_every_area_inside_the_frame(lancashire, level):
    drawn = outlines(lancashire, level)
    assert {area.area_code for area in drawn.areas} == set(lancashire.table(level)["area_code"])
    assert drawn.view_box == outlines(lancashire, "ics").view_box
    for area in drawn.areas:
        x, y = corners(area.path)
        assert 0 <= x.min() <= area.x <= x.max() <= drawn.width
        assert 0 <= y.min() <= area.y <= y.max() <= drawn.height


def corners(path):
    """Absolute coordinates of a path made of M, relative l, h, v and z."""
    points = []
    for ring in path.split("z")[:-1]:
        start, steps = re.fullmatch(r"M(\d+ \d+)(?:l([-\d ]+)|h1v1h-1)", ring).groups()
        moves = [int(number) for number in re.findall(r"-?\d+", steps or "1 0 0 1 -1 0")]
        first = np.array([int(number) for number in start.split()])
        points.append(np.vstack([first, first + np.cumsum(np.array(moves).reshape(-1, 2), axis=0)]))
    return np.vstack(points).T


def test_north_is_up(lancashire):
    places = {area.area_code: area for area in outlines(lancashire, "place").areas}
    assert places["QE1-P-SOUTH-CUMBRIA"].y < places["QE1-P-BLACKBURN-WITH-DARWEN"].y
    assert places["QE1-P-BLACKPOOL"].x < places["QE1-P-BLACKBURN-WITH-DARWEN"].x


def test_the_ward_map_is_small(lancashire):
    outlines(lancashire, "ward")
    kept = (cache_folder() / "geo").glob("QE1-ward-outlines-*.json")
    path = max(kept, key=lambda file: file.stat().st_size)
    assert path.stat().st_size < 70_000
    assert len(_read(path).areas) == 280


def test_zooming_draws_only_the_wards_asked_for_and_finer(lancashire):
    wards = lancashire.children("QE1-P-BLACKPOOL", "ward")
    whole, zoomed = outlines(lancashire, "ward"), outlines(lancashire, "ward", only=wards)
    assert [area.area_code for area in zoomed.areas] == sorted(wards)
    assert zoomed.metres_per_unit < whole.metres_per_unit / 5
    coarse = sum(len(area.path) for area in whole.areas if area.area_code in wards)
    assert sum(len(area.path) for area in zoomed.areas) > coarse
    with pytest.raises(ValueError, match="No ward of Lancashire and South Cumbria: E05000001"):
        outlines(lancashire, "ward", only=["E05000001"])
    with pytest.raises(ValueError, match="no area code was given"):
        outlines(lancashire, "ward", only=[])


def test_lines_of_two_levels_fall_on_each_other(lancashire):
    wards, places = outlines(lancashire, "ward"), outlines(lancashire, "place")
    points = {point for area in wards.areas for point in zip(*corners(area.path), strict=True)}
    for area in places.areas:
        assert set(zip(*corners(area.path), strict=True)) <= points
    zoomed = outlines(lancashire, "ward", only=lancashire.children("QE1-P-BLACKPOOL", "ward"))
    assert outlines(lancashire, "place", frame=zoomed).view_box == zoomed.view_box


def test_a_path_is_relative_and_points_down():
    square = shapely.box(100, 100, 300, 200)
    assert svg_path(square, left=0, top=1_000, metres_per_unit=10) == "M30 90l0-10-20 0 0 10z"
    speck = shapely.box(0, 0, 1, 1)
    assert svg_path(speck, left=0, top=10, metres_per_unit=10) == "M0 1h1v1h-1z"


def test_neighbours_are_mutual_and_touch(lancashire):
    codes_by_area = neighbours(lancashire, "ward")
    assert set(codes_by_area) == set(lancashire.table("ward")["area_code"])
    assert all(code in codes_by_area[other] for code, codes in codes_by_area.items() for other in codes)
    assert [code for code, codes in codes_by_area.items() if not codes] == ["E05014248"]  # Walney Island
    shapes = boundaries(lancashire, "ward").set_index("area_code").geometry
    claremont = shapes["E05015190"]
    shared = {code: shapely.length(shapely.intersection(claremont, shapes[code])) for code in shapes.index}
    touching = {code for code, length in shared.items() if length > 0}
    assert set(codes_by_area["E05015190"]) == touching - {"E05015190"}


def test_what_is_kept_on_disk_is_used_and_replaced_when_broken(lancashire):
    expected = boundaries(lancashire, "district")
    (path,) = (cache_folder() / "geo").glob("QE1-district-*.parquet")
    path.write_bytes(b"half a file")
    _boundaries.cache_clear()
    assert boundaries(lancashire, "district").geom_equals_exact(expected, 0).all()
    assert path.stat().st_size > 1_000
    assert not [file for file in (cache_folder() / "geo").iterdir() if file.name.startswith(".")]


def test_own_boundaries_win_for_the_level_they_cover(lancashire, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_BOUNDARIES_FOLDER", str(tmp_path))
    moved = boundaries(lancashire, "district").to_crs("EPSG:4326").rename(columns={"area_code": "LAD24CD"})
    moved["geometry"] = moved.geometry.translate(xoff=0.01)
    moved.to_file(tmp_path / "districts.geojson", driver="GeoJSON")
    west = boundaries(lancashire, "ward").total_bounds[0]
    assert boundaries(lancashire, "district").total_bounds[0] > west + 300
    assert len(outlines(lancashire, "district").areas) == 17
    moved.iloc[1:].to_file(tmp_path / "districts.geojson", driver="GeoJSON")
    assert boundaries(lancashire, "district").total_bounds[0] == pytest.approx(west)
    (tmp_path / "districts.geojson").write_text(json.dumps({"type": "nothing"}))
    with pytest.raises(ValueError, match="districts.geojson"):
        own_boundaries.own_boundaries({"E06000009"})


def test_own_lsoa_boundaries_draw_every_level(lancashire, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_BOUNDARIES_FOLDER", str(tmp_path))
    own = lancashire.membership["lsoa_code"].drop_duplicates().sort_values().to_numpy()
    squares = [
        shapely.box(
            350_000 + 500 * (n % 40),
            430_000 + 500 * (n // 40),
            350_500 + 500 * (n % 40),
            430_500 + 500 * (n // 40),
        )
        for n in range(len(own))
    ]
    geopandas.GeoDataFrame({"LSOA21CD": own}, geometry=squares, crs="EPSG:27700").to_file(
        tmp_path / "lsoas.geojson", driver="GeoJSON"
    )
    shapes = boundaries(lancashire, "neighbourhood")
    assert len(shapes) == 41
    assert shapely.area(shapes.geometry).sum() == pytest.approx(1_060 * 500 * 500, rel=0.02)
    assert len(pieces(lancashire)) >= 280
