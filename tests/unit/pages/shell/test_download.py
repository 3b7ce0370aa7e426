import csv
import io

from pages.shell.download import NOT_REAL, file_name
from pages.shell.download import csv as written
from tests.unit.pages.sample_rows import areas, results


def test_every_row_is_there_with_status_provenance_source_and_note():
    rows = list(
        csv.DictReader(io.StringIO(written(results(), areas(), "Records", "2026-11-22").decode("utf-8-sig")))
    )
    assert len(rows) == len(results())
    assert {row["status"] for row in rows} == {"ok", "too_small", "suppressed"}
    assert all(row["source"] == "Records" and row["note"] == NOT_REAL for row in rows)
    assert {row["refreshed_at"] for row in rows} == {"2026-11-22"}


def test_a_name_cannot_become_a_formula():
    names = areas().assign(label="=HYPERLINK(1)")
    assert b"'=HYPERLINK" in written(results(), names)


def test_a_file_is_named_by_what_it_holds():
    assert file_name("copd_asthma_admissions", "ward", "2022/23") == "copd-asthma-admissions-ward-2022-23.csv"
