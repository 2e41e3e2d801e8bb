"""Charts, images and pages, as the converter makes them."""

from __future__ import annotations

import json
import re
import time
from xml.etree import ElementTree as ET

import altair as alt
import pytest
import vl_convert

import korea_events as ke
from tests.many_drills import many_drills

DRILLS = ke.timeline(ke.reference.drills(), title="Drills")
EVIL = "<script>alert(1)</script> & \"'"


def test_the_chart_is_one_of_altair():
    """Altair reads the specification, schema and all, and gives it back."""
    chart = DRILLS.chart
    assert isinstance(chart, alt.LayerChart)
    assert len(chart.to_dict()["layer"]) == len(DRILLS.specification()["layer"])
    assert chart.properties(width=300).to_dict()["width"] == 300


@pytest.mark.parametrize(
    "picture", [DRILLS, ke.concurrency_band(ke.reference.drills())], ids=["timeline", "band"]
)
@pytest.mark.parametrize("still", [True, False], ids=["still", "moving"])
def test_vega_lite_has_nothing_to_remark(picture, still, capfd):
    """No warning of the compiler: no conflicting scales, no unknown properties."""
    spec = picture._still_spec(dark=False) if still else picture.specification()
    vl_convert.vegalite_to_vega(spec, show_warnings=True)
    assert capfd.readouterr().err == ""


def test_an_svg_holds_names_and_hangul():
    drill = ke.Exercise(id="a", name="전차병 대항경기", span=ke.Span.on("2024-03-13"))
    root = ET.fromstring(ke.timeline([drill], lanes="item").svg())
    assert "전차병 대항경기" in {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}


def test_hostile_names_stay_text_in_an_svg():
    drill = ke.Exercise(id="a", name=EVIL, span=ke.Span.on("2024-03-13"))
    root = ET.fromstring(ke.timeline([drill], lanes="item", title=EVIL).svg())
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert EVIL in {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}


def test_images_ask_nothing_of_other_machines():
    addresses = re.findall(r"(?:href|src)=\"([^\"]*)\"", DRILLS.svg())
    assert [address for address in addresses if not address.startswith("#")] == []


def test_a_png_is_as_fine_as_asked(tmp_path):
    def size(path):
        header = path.read_bytes()[:24]
        assert header.startswith(b"\x89PNG")
        return int.from_bytes(header[16:20]), int.from_bytes(header[20:24])

    picture = ke.timeline([ke.Span.of("2024-03-04", "2024-03-14")])
    picture.save(tmp_path / "one.png", scale=1)
    picture.save(tmp_path / "two.png")
    one, two = size(tmp_path / "one.png"), size(tmp_path / "two.png")
    assert two == pytest.approx([2 * side for side in one], abs=2)


def test_dark_images_are_dark():
    assert 'fill="#0f1419"' in DRILLS.svg(dark=True)
    assert 'fill="#0f1419"' not in DRILLS.svg()


def test_a_page_is_whole_and_not_too_large(tmp_path):
    """The libraries are in it, once; the data of both schemes too, once."""
    DRILLS.save(tmp_path / "drills.html")
    page = (tmp_path / "drills.html").read_text("utf-8")
    assert len(page.encode()) < 1_400_000
    assert "vegaEmbed" in page
    elements = page.replace(vl_convert.javascript_bundle(), "")
    assert len(elements) < len(page) / 2
    assert re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=", elements) == []
    given = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert given["datasets"] == json.loads(json.dumps(DRILLS.specification()["datasets"]))


def test_notebooks_show_an_image():
    bundle = DRILLS._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"] == str(DRILLS)


def test_five_hundred_exercises_take_seconds(tmp_path):
    """Not minutes, even on a small and busy machine; images were ten times slower while everything was clipped."""
    start = time.perf_counter()
    picture = ke.timeline(many_drills(500))
    picture.save(tmp_path / "many.html")
    picture.save(tmp_path / "many.svg")
    assert len(picture._scene.marks) == 500
    assert time.perf_counter() - start < 30
    assert (tmp_path / "many.html").stat().st_size < 2_000_000
