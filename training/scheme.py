"""The one annotation scheme: tag names, coarse tags and the morphological features that the model learns.

Tags are STTS in the variant of TIGER. Mood is never learnt from treebanks: HDT marks every Konjunktiv as indicative.
"""

from __future__ import annotations

TAG_ALIASES = {"PAV": "PROAV", "PIDAT": "PIAT", "NNA": "NN", "NNI": "NN", "``": "$(", "''": "$("}

SPACE_TAG, SPACE_POS = "_SP", "SPACE"

_NOMINAL = frozenset("ADJA APPRART ART CARD NE NN PDAT PDS PIAT PIS PPOSAT PPOSS PRELAT PRELS PWAT PWS".split())
_AGREEING = frozenset("ADJA APPRART ART PDAT PIAT PIS PPOSAT PPOSS PRELAT PRELS PWAT PWS PDS PPER PRF".split())
_PERSONAL = frozenset({"PPER", "PRF"})
_FINITE = frozenset({"VAFIN", "VMFIN", "VVFIN"})
_VERBAL = frozenset({"VAIMP", "VAINF", "VAPP", "VMINF", "VMPP", "VVIMP", "VVINF", "VVIZU", "VVPP"})
_SINGLE_VALUES = {
    "Case": frozenset({"Nom", "Gen", "Dat", "Acc"}),
    "Gender": frozenset({"Masc", "Fem", "Neut"}),
    "Number": frozenset({"Sing", "Plur"}),
    "Person": frozenset({"1", "2", "3"}),
    "Tense": frozenset({"Pres", "Past"}),
}
_VERB_FORMS = {"INF": "Inf", "IZU": "Inf", "FIN": "Fin", "IMP": "Fin", "PP": "Part"}

_FIXED_UPOS = {
    "$(": "PUNCT",
    "$,": "PUNCT",
    "$.": "PUNCT",
    "APPR": "ADP",
    "APPRART": "ADP",
    "APPO": "ADP",
    "APZR": "ADP",
    "KOKOM": "CCONJ",
    "KOUI": "SCONJ",
    "KOUS": "SCONJ",
    "PPOSAT": "DET",
    "PROAV": "ADV",
    "PTKNEG": "PART",
    "PTKZU": "PART",
    "TRUNC": "NOUN",
}
UPOS_TAG = {"NOUN": "NN", "PROPN": "NE", "ADJ": "ADJA", "DET": "ART"}
_SYMBOLS = frozenset("%€$£§&+=")
_PREPOSITIONS = frozenset(
    "ab an auf aus bei durch für gegen gegenüber hinter in mit nach neben ohne über um unter von vor wider zu".split()
)
_AUXILIARY_RELATIONS = frozenset({"aux", "cop"})


def stts(tag: str) -> str:
    """Return the tag's name in the common scheme: `PAV` -> `PROAV`, HanTa's `VV(FIN)` -> `VVFIN`."""
    bare = tag.replace("(", "").replace(")", "") if len(tag) > 2 else tag
    return TAG_ALIASES.get(bare, bare)


def settled_tag(form: str, tag: str) -> str:
    """Return STTS for the words that TIGER tags otherwise: `als` and `wie` are never prepositions.

    >>> settled_tag("als", "APPR")
    'KOKOM'
    """
    return "KOKOM" if tag == "APPR" and form.lower() in {"als", "wie"} else tag


def coarse_tag(form: str, upos: str, tag: str, deprel: str) -> str:
    """Return the coarse tag in the usage of GSD and PUD; "" where a treebank's foreign material has no common one.

    "haben", "sein", "werden" and the modals are AUX beside another verb or as a copula, else VERB; separated particles
    are ADP where they are prepositions ("an"), else ADV ("zurück").
    """
    if form in _SYMBOLS:
        return "SYM"
    if tag == "PTKVZ":
        return "ADP" if form.lower() in _PREPOSITIONS else "ADV"
    if tag == "FM" or not upos:
        return ""
    if upos in {"AUX", "VERB"} and tag[:2] in {"VA", "VM"} and deprel:
        return "AUX" if deprel.partition(":")[0] in _AUXILIARY_RELATIONS else "VERB"
    return _FIXED_UPOS.get(tag, upos)


def kept_features(feats: str, tag: str) -> str:
    """Reduce UD features to those that hold in all treebanks: Case, Number, Gender, Person, Tense and VerbForm.

    >>> kept_features("Case=Nom|Definite=Def|Gender=Masc|Number=Sing|PronType=Art", "ART")
    'Case=Nom|Gender=Masc|Number=Sing'
    """
    given = dict(part.split("=", 1) for part in feats.split("|") if "=" in part)
    wanted: tuple[str, ...] = ()
    if tag in _NOMINAL:
        wanted = ("Case", "Gender", "Number")
    elif tag in _PERSONAL:
        wanted = ("Case", "Gender", "Number", "Person")
    elif tag in _FINITE:
        wanted = ("Number", "Person", "Tense")
    kept = {k: given[k] for k in wanted if given.get(k) in _SINGLE_VALUES[k]}
    if tag in _AGREEING and kept.get("Number") == "Plur":
        kept.pop("Gender", None)
    if tag in _FINITE or tag in _VERBAL:
        kept["VerbForm"] = next(form for end, form in _VERB_FORMS.items() if tag.endswith(end))
    return "|".join(f"{k}={v}" for k, v in sorted(kept.items()))
