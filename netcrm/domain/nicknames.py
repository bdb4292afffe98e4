"""Whether two names may be one person's; first names in Polish, English and German."""

from __future__ import annotations

from functools import cache

from netcrm.domain import names

# A name a line, then its short forms, folded.
_TABLE = """
agnieszka: aga agus agusia
aleksander: alek olek
aleksandra: ola olka
andrzej: andrzejek jedrek
anna: ania anka andzia
barbara: basia baska
bartlomiej: bartek
boguslaw: bogus bogdan
dorota: dorotka
elzbieta: ela elka
ewa: ewka
grzegorz: grzes grzesiek
jakub: kuba
jan: janek jasiek jas
joanna: asia aska joasia
katarzyna: kasia kaska
krzysztof: krzys krzysiek
lukasz: lukaszek
magdalena: magda madzia
malgorzata: gosia malgosia
marek: mareczek
maria: marysia maryla
mateusz: mati
michal: michas misiek
pawel: pawelek
piotr: piotrek piotrus
stanislaw: staszek stas
tadeusz: tadek
tomasz: tomek
wojciech: wojtek
zbigniew: zbyszek
zofia: zosia
alexander: alex sandy xander
andrew: andy drew
anthony: tony
benjamin: ben
catherine: cathy kate katie
charles: charlie chuck
christopher: chris
daniel: dan danny
david: dave
deborah: debbie deb
edward: ed eddie ted
elizabeth: liz beth betty eliza lizzie
frederick: fred freddie
gregory: greg
james: jim jimmy jamie
jennifer: jen jenny
john: jack johnny
jonathan: jon
joseph: joe joey
katherine: kate kathy katie
kenneth: ken
lawrence: larry
margaret: maggie meg peggy
matthew: matt
michael: mike mick
nicholas: nick
patricia: pat patty trish
patrick: pat paddy
peter: pete
richard: rick dick rich
robert: bob rob bobby robbie
ronald: ron
samuel: sam
stephen: steve
steven: steve
susan: sue susie
theodore: ted theo
thomas: tom tommy
timothy: tim
victoria: vicky tori
william: will bill billy liam
andreas: andi
bernhard: bernd
christian: chris
elisabeth: lisa liesel sissi
ferdinand: ferdi
franziska: franzi
friedrich: fritz
gabriele: gabi
georg: schorsch
gunther: gunni
hans: hansi
heinrich: heinz heiner
johann: hans
johannes: hannes hans
josef: sepp jupp
katharina: kathi kati
konrad: konni
ludwig: lutz
magdalene: leni
margarete: gretel grete
matthias: matze
maximilian: max maxi
michaela: michi
nikolaus: klaus niko
sebastian: basti
siegfried: siggi
stefan: steff
susanne: susi sanne
theresia: resi
ulrich: uli
ulrike: uli
ursula: uschi
wilhelm: willi
wolfgang: wolfi
"""


# What stands before or after a name and says nothing of who it is.
_HONORIFICS = {
    "dr", "prof", "mgr", "inz", "hab", "lic", "ing", "dipl", "mr", "mrs", "ms", "miss", "mx", "sir",
    "herr", "frau", "pan", "pani", "phd", "md", "mba",
}  # fmt: skip


@cache
def _families() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in _TABLE.split("\n"):
        whole, colon, short = line.partition(":")
        if colon:
            for name in (whole, *short.split()):
                found.setdefault(name, set()).add(whole)
    return found


def same_first_name(one: str, other: str) -> bool:
    """Whether two folded first names are one, or forms of one: ``kasia`` and ``katarzyna``."""
    families = _families()
    return one == other or bool(families.get(one, {one}) & families.get(other, {other}))


def own_words(name: str) -> list[str]:
    """The folded words of a name without its honorifics."""
    found = names.words(name)
    return [word for word in found if word not in _HONORIFICS] or found


def is_no_name(name: str) -> bool:
    """Whether a name only stands in for one: an e-mail address, or a number."""
    return "@" in name or not any(char.isalpha() for char in name)


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same words, in any order: ``Nowak Jan`` and ``Jan Nowak``."""
    return sorted(own_words(one)) == sorted(own_words(other))


def names_agree(one: str, other: str) -> bool:
    """Whether two names may be one person's: every word of the shorter stands in the longer.

    A nickname, an initial and ``Mueller`` for Müller stand for the word that they mean.
    """
    if same_words(one, other):
        return True
    fewer, more = sorted((own_words(one), own_words(other)), key=len)
    left = list(more)
    whole = 0
    for word in sorted(fewer, key=len, reverse=True):
        found = next((w for w in left if _same_word(word, w)), None)
        if found is None:
            return False
        left.remove(found)
        whole += min(len(word), len(found)) > 1
    return whole > 0


def same_first_word(one: str, other: str) -> bool:
    """Whether two names of several words begin with one first name; the family's may be new."""
    first, second = own_words(one), own_words(other)
    several = len(first) > 1 and len(second) > 1
    return several and same_first_name(first[0], second[0])


def _same_word(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return same_first_name(one, other) or spelled(one) == spelled(other)


def spelled(word: str) -> str:
    """A folded word with the umlauts that were written as two letters as one."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
