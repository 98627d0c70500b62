"""What a researcher reports before using the data: a sample, two coders' agreement, the reader against the gold.

`draw` takes a stratified sample, `sheet_rows` makes the blind sheet that people code, `agreement` compares two coders,
`adjudicate` joins them, and `evaluate` holds the reader against the joined sheet. Pure functions over records: nothing
here opens a store or loads a model.
"""

from lagebild.validation.adjudication import adjudicate
from lagebild.validation.agreement import FieldAgreement, agreement, krippendorff_alpha
from lagebild.validation.evaluation import Score, evaluate
from lagebild.validation.manifest import (
    DrawnReport,
    Manifest,
    check_texts,
    manifest_of,
    read_manifest,
    write_sample,
)
from lagebild.validation.sampling import Draw, Stratum, Unit, draw
from lagebild.validation.sheets import (
    FIELDS,
    Coded,
    Row,
    coded_of,
    read_sheet,
    rows_of_reading,
    sheet_rows,
    write_sheet,
)

__all__ = [
    "FIELDS",
    "Coded",
    "Draw",
    "DrawnReport",
    "FieldAgreement",
    "Manifest",
    "Row",
    "Score",
    "Stratum",
    "Unit",
    "adjudicate",
    "agreement",
    "check_texts",
    "coded_of",
    "draw",
    "evaluate",
    "krippendorff_alpha",
    "manifest_of",
    "read_manifest",
    "read_sheet",
    "rows_of_reading",
    "sheet_rows",
    "write_sample",
    "write_sheet",
]
