from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning.edits import Removal, remove
from ingest.models import Cut, CutReason, Extraction, StyledHeading

TEXT = "甲乙丙丁\n戊己庚辛\n壬癸子丑"


def test_offsets_move_with_the_text() -> None:
    extraction = Extraction(
        text=TEXT,
        pages=(0, 5, 10),
        headings=(StyledHeading(start=10, end=14, level=1),),
        cuts=(Cut(reason=CutReason.WEB_FRAME, text="导航", start=10),),
    )
    done = remove(extraction, [Removal(1, 3, CutReason.SITE), Removal(4, 5, None)])
    assert done.text == "甲丁戊己庚辛\n壬癸子丑"
    assert done.pages == (0, 2, 7)
    assert [done.text[h.start : h.end] for h in done.headings] == ["壬癸子丑"]
    assert [(c.text, c.start) for c in done.cuts] == [("乙丙", 1), ("导航", 7)]


def test_offsets_inside_a_removed_span_move_to_its_place() -> None:
    done = remove(Extraction(text=TEXT, pages=(0, 7)), [Removal(5, 10, CutReason.PAGE_MARK)])
    assert done.pages == (0, 5)
    assert done.text[5:] == "壬癸子丑"


def test_heading_that_is_cut_is_no_heading_any_more() -> None:
    done = remove(Extraction(text=TEXT, headings=(StyledHeading(start=5, end=9, level=1),)), [Removal(5, 10, CutReason.SITE)])
    assert done.headings == ()


def test_overlapping_removals_take_each_character_once() -> None:
    done = remove(Extraction(text=TEXT), [Removal(0, 4, CutReason.SITE), Removal(2, 7, CutReason.PAGE_MARK)])
    assert done.text == "庚辛\n壬癸子丑"
    assert [c.text for c in done.cuts] == ["甲乙丙丁", "戊己"]


def test_filling_takes_the_place_of_the_removed() -> None:
    assert remove(Extraction(text="ab\ncd"), [Removal(2, 3, None, " ")]).text == "ab cd"


@given(st.text(alphabet="甲乙丙\n ", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_nothing_vanishes(text: str, spans: list[tuple[int, int]]) -> None:
    removals = [Removal(min(a, b, len(text)), min(max(a, b), len(text)), CutReason.SITE) for a, b in spans]
    done = remove(Extraction(text=text), removals)
    assert sorted("".join((done.text + "".join(c.text for c in done.cuts)).split())) == sorted("".join(text.split()))
    assert all(0 <= c.start <= len(done.text) for c in done.cuts)
