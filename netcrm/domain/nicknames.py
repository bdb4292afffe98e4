"""First names and what people are called by them, in Polish, English and German."""

from __future__ import annotations

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
