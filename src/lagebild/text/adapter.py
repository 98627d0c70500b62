"""Other people's German pipelines brought to the scheme of the shipped model.

In: tokens of any spaCy pipeline whose fine-grained tags are STTS in the variant of TIGER or of the original guidelines
(de_core_news_sm/md/lg, de_dep_news_trf). Out: the same tokens with the shipped model's names for tags and entities.
Parses and sentence borders are not used. Literature: Schiller et al. 1999 (STTS), Brants et al. 2004 (TIGER).
"""

from lagebild.model import LagebildError
from lagebild.text.raw import RawToken

TAGS = {
    "PAV": "PROAV", "PIDAT": "PIAT", "NNE": "NE", "NNA": "NN", "NNI": "NN", "``": "$(", "''": "$(",
    "$[": "$(", "SP": "_SP",
}  # fmt: skip
ENTITIES = {"MISC": "OTH", "PERSON": "PER", "GPE": "LOC", "FAC": "LOC", "NORP": "OTHderiv"}
COMPARING = frozenset({"als", "wie"})
STTS = frozenset(
    "ADJA ADJD ADV APPR APPRART APPO APZR ART CARD FM ITJ KOUI KOUS KON KOKOM NN NE PDS PDAT PIS PIAT PPER PPOSS "
    "PPOSAT PRELS PRELAT PRF PWS PWAT PWAV PROAV PTKZU PTKNEG PTKVZ PTKANT PTKA TRUNC VVFIN VVIMP VVINF VVIZU VVPP "
    "VAFIN VAIMP VAINF VAPP VMFIN VMINF VMPP XY $, $. $( _SP".split()
)


def adapted(tokens: list[RawToken], name: str) -> list[RawToken]:
    """The tokens in the shipped scheme. Raises LagebildError where the pipeline `name` gives no German tags."""
    out = [adapted_token(token) for token in tokens]
    known = sum(token.tag in STTS for token in out)
    if known < len(out) * 0.9:
        raise LagebildError(
            f"The model {name} gives no German part-of-speech tags (STTS).",
            "Choose a German pipeline with a tagger, such as de_core_news_lg.",
        )
    return out


def adapted_token(token: RawToken) -> RawToken:
    """One token: tag renamed, "als" and "wie" no prepositions, entity label renamed, a missing lemma filled."""
    tag = TAGS.get(token.tag, token.tag)
    if tag == "APPR" and token.text.lower() in COMPARING:
        tag = "KOKOM"
    lemma = token.text if token.lemma in ("", "--") else token.lemma
    return token._replace(tag=tag, lemma=lemma, entity=entity(token.entity, tag))


def entity(label: str, tag: str) -> str:
    """ "B-MISC" -> "B-OTH"; on an adjective ("deutsche") a derived form: "B-MISC" -> "B-OTHderiv"."""
    if not label:
        return ""
    border, _, kind = label.partition("-")
    kind = ENTITIES.get(kind, kind)
    if kind not in ("PER", "LOC", "ORG", "OTH") and not kind.endswith(("deriv", "part")):
        return ""
    derived = tag in ("ADJA", "ADJD") and border == "B" and not kind.endswith(("deriv", "part"))
    return f"{border}-{kind}{'deriv' if derived else ''}"
