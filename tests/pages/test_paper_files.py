"""The files of a paper: tags, alt texts, titles and languages; strange names; the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pptx.util import Pt
from pypdf import PdfReader

from pages.paper.blocks import Columns, Heading, Page, Paper, Paragraph, Table
from pages.paper.drawing.document import page_pictures, write_document
from pages.paper.drawing.slides import HEIGHT, WIDTH, write_slides
from tests.lib.paper_reading import parts, pdf_pages, slide_words, slides, tags
from tests.pages.paper_examples import PLACES, as_pdf, as_slides, papers

pytestmark = pytest.mark.slow
NASTY = "#let a = 1 $x^2$ *b* _c_ `d` <e> @f \\ \"g\" {h} [i] & // 'j' {{k}} =HYPERLINK(1) ~ é"


@pytest.fixture(autouse=True)
def store(store_folder):
    return store_folder


@pytest.mark.parametrize("place", PLACES)
def test_the_pdf_is_tagged_named_and_in_english(place):
    reader = PdfReader(io.BytesIO(as_pdf(place)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == papers()[place].title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    for page in reader.pages:
        assert page["/Tabs"] == "/S"


@pytest.mark.parametrize("place", PLACES)
def test_pictures_have_alt_texts_tables_have_heads_and_headings_do_not_skip(place):
    found = list(tags(as_pdf(place)))
    kinds = [kind for kind, _ in found]
    for kind, element in found:
        if kind == "Figure":
            assert len(element["/Alt"]) > 20
    assert kinds.count("TH") > kinds.count("Table") > 0
    levels = [int(kind[1:]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
    assert levels.count(1) == len(papers()[place].pages)
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("place", PLACES)
def test_every_font_of_the_pdf_is_embedded(place):
    for page in PdfReader(io.BytesIO(as_pdf(place))).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inside = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            assert "/FontFile2" in inside["/FontDescriptor"] or "/FontFile3" in inside["/FontDescriptor"]


@pytest.mark.parametrize("place", PLACES)
def test_every_slide_has_a_title_notes_and_alt_texts(place):
    for slide, page in zip(slides(as_slides(place)), papers()[place].pages, strict=True):
        assert slide.shapes.title.text_frame.text == page.title
        assert slide.shapes[0] == slide.shapes.title  # read first
        assert all(shape.text_frame.text for shape in slide.placeholders)
        assert "Sources" in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            properties = shape._element.xpath(".//p:cNvPr")[0]
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert len(properties.get("descr", "")) > 5, shape.name
            elif not shape.has_text_frame or not shape.text_frame.text:
                assert properties.xpath(".//*[local-name()='decorative'][@val='1']"), shape.name
            for run in shape._element.xpath(".//a:rPr"):
                assert run.get("lang") == "en-GB"


@pytest.mark.parametrize("place", PLACES)
def test_nothing_on_a_slide_stands_outside_it(place):
    for slide in slides(as_slides(place)):
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= Pt(WIDTH), shape.name
            assert shape.top >= 0 and shape.top + shape.height <= Pt(HEIGHT), (
                slide_words(slide)[:60],
                shape.name,
            )


def test_charts_have_a_workbook_each_and_no_part_is_missing():
    inside = parts(as_slides(0))
    drawn = [name for name in inside if name.startswith("ppt/charts/chart")]
    books = [name for name in inside if name.startswith("ppt/embeddings/")]
    assert drawn and len(drawn) == len(books)


def test_the_same_paper_gives_the_same_bytes():
    assert write_document(papers()[0]) == as_pdf(0)
    assert write_slides(papers()[0]) == as_slides(0)


def test_each_page_of_the_paper_has_a_picture():
    pictures = page_pictures(papers()[0])
    assert len(pictures) == len(papers()[0].pages)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_strange_names_come_out_as_they_are():
    table = Table(NASTY, (NASTY, "Figures"), ((NASTY, "Synthetic"),), (70, 30))
    page = Page(
        name=NASTY,
        title=NASTY,
        deck=NASTY,
        blocks=(
            table,
            Columns(((Heading(NASTY, NASTY, "synthetic"),), (Paragraph(NASTY, NASTY),)), (0.5, 0.5)),
        ),
        provenances=frozenset({"synthetic"}),
        sources=(NASTY,),
    )
    paper = replace(papers()[0], title=NASTY, system=NASTY, subject=NASTY, pages=(page,))
    (slide,) = slides(write_slides(paper))
    assert slide_words(slide).count(NASTY) >= 8
    made = write_document(paper)
    assert PdfReader(io.BytesIO(made)).metadata.title == NASTY
    squeezed = "".join("".join(pdf_pages(made)).split())
    assert squeezed.count("".join(NASTY.split())) >= 8


def test_control_characters_do_not_break_a_file():
    page = Page("Page", "A\x0bB\x00C", "Deck\x1f", (Paragraph("one\ntwo\x07"),))
    paper: Paper = replace(papers()[0], pages=(page,))
    assert slides(write_slides(paper))
    assert len(pdf_pages(write_document(paper))) == 1


def test_signs_that_the_font_lacks_become_boxes_and_not_an_error():
    page = Page("Page", "病院 😀 Łódź", "Cŵn – £5", (Paragraph("שלום 中"),))
    (made,) = pdf_pages(write_document(replace(papers()[0], pages=(page,))))
    assert "□□ □ Łódź" in made and "Cŵn – £5" in made


def test_a_long_text_shrinks_before_it_leaves_the_slide():
    words = Paragraph("Nine words that say how care leaves the hospital. " * 45)
    paper = replace(papers()[0], pages=(Page("Page", "Title", "Deck", (words,)),))
    (slide,) = slides(write_slides(paper))
    assert all(shape.top + shape.height <= Pt(HEIGHT) for shape in slide.shapes)
