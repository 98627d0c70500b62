"""Labels, marks, sentences and summaries in German and English, for the command line, the pages and the exports."""

from lagebild.present.catalogue import LANGUAGES, Catalogue, catalogue
from lagebild.present.chain import holder_name, holder_names, outlet_of, position_line, source_line, vouchers
from lagebild.present.dates import date_words, short_date
from lagebild.present.marks import MARKS, mark
from lagebild.present.names import Forms, forms_of
from lagebild.present.picture import Line, Picture, Section, Side, picture
from lagebild.present.sentences import Happening, event_sentence, happening
from lagebild.present.summary import summary

__all__ = [
    "LANGUAGES",
    "MARKS",
    "Catalogue",
    "Forms",
    "Happening",
    "Line",
    "Picture",
    "Section",
    "Side",
    "catalogue",
    "date_words",
    "event_sentence",
    "forms_of",
    "happening",
    "holder_name",
    "holder_names",
    "mark",
    "outlet_of",
    "picture",
    "position_line",
    "short_date",
    "source_line",
    "summary",
    "vouchers",
]
