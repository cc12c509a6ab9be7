"""Which readings German word forms have as verbs."""

from __future__ import annotations

import pytest

from sourcescore_grammar.de_verbs import (
    PARTICLES,
    analyse,
    is_finite,
    is_infinitive,
    is_participle,
    lemmas,
    subjunctive,
)

# Form, infinitive, kind or mood, tense, persons; "-" where there is none.
READINGS = """
ist sein indicative present 3s
sind sein indicative present 1p 3p
war sein indicative past 1s 3s
gewesen sein participle -
hast haben indicative present 2s
hatte haben indicative past 1s 3s
gehabt haben participle -
wird werden indicative present 3s
wirst werden indicative present 2s
wurde werden indicative past 1s 3s
worden werden participle -
kann können indicative present 1s 3s
kannst können indicative present 2s
muss müssen indicative present 1s 3s
muß müssen indicative present 1s 3s
musst müssen indicative present 2s
darf dürfen indicative present 1s 3s
weiß wissen indicative present 1s 3s
weißt wissen indicative present 2s
sagt sagen indicative present 3s 2p
sagst sagen indicative present 2s
sagte sagen indicative past 1s 3s
sagten sagen indicative past 1p 3p
gesagt sagen participle -
meldet melden indicative present 3s 2p
meldete melden indicative past 1s 3s
gemeldet melden participle -
öffnet öffnen indicative present 3s 2p
gerechnet rechnen participle -
lernte lernen indicative past 1s 3s
wohnt wohnen indicative present 3s 2p
setzt setzen indicative present 3s 2p
setzt setzen indicative present 2s
handelt handeln indicative present 3s 2p
handle handeln subjunctive1 present 1s 3s
handeln handeln infinitive -
fordern fordern indicative present 1p 3p
gefordert fordern participle -
spielt spielen indicative present 3s 2p
quert queren indicative present 3s 2p
kniete knien indicative past 1s 3s
nimmt nehmen indicative present 3s
nimm nehmen imperative present 2s
nimmst nehmen indicative present 2s
tritt treten indicative present 3s
trittst treten indicative present 2s
hält halten indicative present 3s
hältst halten indicative present 2s
lädst laden indicative present 2s
lässt lassen indicative present 3s
läßt lassen indicative present 3s
wusste wissen indicative past 1s 3s
findest finden indicative present 2s
fuhren fahren indicative past 1p 3p
aßen essen indicative past 1p 3p
gegessen essen participle -
brachte bringen indicative past 1s 3s
stünde stehen subjunctive2 past 1s 3s
stände stehen subjunctive2 past 1s 3s
hülfe helfen subjunctive2 past 1s 3s
hälfe helfen subjunctive2 past 1s 3s
bräuchten brauchen subjunctive2 past 1p 3p
hängte hängen indicative past 1s 3s
hing hängen indicative past 1s 3s
sandte senden indicative past 1s 3s
gesendet senden participle -
tun tun infinitive -
tat tun indicative past 1s 3s
studiert studieren participle -
privatisierten privatisieren indicative past 1p 3p
bestätigt bestätigen participle -
bestätigt bestätigen indicative present 3s 2p
beantragten beantragen indicative past 1p 3p
prophezeit prophezeien participle -
verspricht versprechen indicative present 3s
versprochen versprechen participle -
vergisst vergessen indicative present 3s
vergessen vergessen participle -
empfiehlt empfehlen indicative present 3s
empfohlen empfehlen participle -
entschieden entscheiden participle -
misslang misslingen indicative past 1s 3s
missachtet missachten participle -
übersetzt übersetzen participle -
übergesetzt übersetzen participle -
umgebaut umbauen participle -
gehört gehören indicative present 3s 2p
gehört hören participle -
gefallen fallen participle -
gefällt gefallen indicative present 3s
mitteilt mitteilen indicative present 3s 2p
mitgeteilt mitteilen participle -
mitzuteilen mitteilen zu-infinitive -
zurückgekauft zurückkaufen participle -
zurückzukaufen zurückkaufen zu-infinitive -
bekanntgegeben bekanntgeben participle -
bekanntzugeben bekanntgeben zu-infinitive -
stattfindet stattfinden indicative present 3s
stattgefunden stattfinden participle -
vorbereitet vorbereiten participle -
vorzubereiten vorbereiten zu-infinitive -
anvertraut anvertrauen participle -
auszuprobieren ausprobieren zu-infinitive -
auszudifferenzieren ausdifferenzieren zu-infinitive -
abonniert abonnieren participle -
wiederherzustellen wiederherstellen zu-infinitive -
miteinbezogen miteinbeziehen participle -
hervorgeht hervorgehen indicative present 3s
zusammengebrochen zusammenbrechen participle -
umzusetzen umsetzen zu-infinitive -
ANGEKÜNDIGT ankündigen participle -
Sagte sagen indicative past 1s 3s
einigte einigen indicative past 1s 3s
geeinigt einigen participle -
"""

NO_VERBS = """
eine neue während bereit gut weit heute seine meine welche alle viele beide unter oder statt ehe falls leise feste dichte
achte zumindest längst sieben linke einfache wachsende bestimmte teilweise zufolge anstelle schlicht umstritten halt trotz
laut dank gegen wegen zwischen letzten ersten recht nicht haus tisch wichtig politische gekaufte schnellen ernst modern ge
e zu zuzu berühmt xyzt
"""

SUBJUNCTIVES = """
liege habe sei seien gebe komme befinde dauere werde könne müsse wolle solle dürfe möge hätte hätten wäre wären würde würden
könnte könnten müsste stünde stünden ginge gäbe käme ließe fände bestehe handle erneuere bereite
"""
AMBIGUOUS = "hofften bewegten nutzten haben gehen sollten wollten sagte kauften gingen stiegen beantragten"
INDICATIVES = "liegt hat ist sind war waren ging gibt kommt befindet gekauft liebe eine mitzuteilen bin"


@pytest.mark.parametrize("line", READINGS.strip().splitlines())
def test_reading(line: str) -> None:
    form, lemma, label, tense, *persons = line.split()
    found = {(f.lemma, f.mood or f.kind, f.tense or "-", f.persons) for f in analyse(form)}
    expected = (lemma, label, "-", "") if tense == "-" or not persons else (lemma, label, tense, " ".join(persons))
    assert expected in found


@pytest.mark.parametrize("word", NO_VERBS.split())
def test_a_word_that_is_hardly_ever_a_verb_has_no_reading(word: str) -> None:
    assert analyse(word) == ()


@pytest.mark.parametrize("word", SUBJUNCTIVES.split())
def test_reporting_subjunctive(word: str) -> None:
    assert subjunctive(word) == "unambiguous"


@pytest.mark.parametrize("word", AMBIGUOUS.split())
def test_subjunctive_that_is_also_indicative(word: str) -> None:
    assert subjunctive(word) == "ambiguous"


@pytest.mark.parametrize("word", INDICATIVES.split())
def test_no_subjunctive(word: str) -> None:
    assert subjunctive(word) == ""


def test_every_infinitive_of_the_lexicon_is_its_own_infinitive() -> None:
    adjectives = {lemma for lemma in lemmas() if not analyse(lemma)}
    strays = [
        lemma
        for lemma in lemmas()
        if lemma not in adjectives and not any(f.lemma == lemma and f.kind == "infinitive" for f in analyse(lemma))
    ]
    assert strays == []
    assert adjectives == HARDLY_VERBS


HARDLY_VERBS = set(
    "breiten dicken dünnen einen einigen engen fachen faulen fertigen fixen gesunden "
    "gleichen grünen hellen kleinen kranken kräftigen kühlen lahmen langen leeren linken nötigen platten rechten reifen runden schnellen sieben sondern stillen süßen trüben weiten welken".split()
)
"""Infinitives that are adjectives far more often."""


def test_prefixes_and_particles_combine_with_any_verb() -> None:
    for particle in sorted(particle for particle in PARTICLES if particle + "zu" not in PARTICLES):
        lemma = particle + "kaufen"
        assert any(f.lemma == lemma for f in analyse(particle + "zukaufen") if f.kind == "zu-infinitive"), particle
        assert any(f.lemma == lemma for f in analyse(particle + "gekauft") if f.kind == "participle"), particle


def test_non_finite_forms_have_no_mood_and_finite_ones_have_all() -> None:
    for word in ("gekauft", "kaufen", "einzukaufen", "kaufte", "verkauft", "sei", "nimm"):
        for form in analyse(word):
            assert form.kind in ("finite", "infinitive", "zu-infinitive", "participle")
            assert all((form.mood, form.tense, form.persons)) == (form.kind == "finite")
            assert any((form.mood, form.tense, form.persons)) == (form.kind == "finite")
            assert set(form.persons.split()) <= {"1s", "2s", "3s", "1p", "2p", "3p"}


def test_kinds() -> None:
    assert is_finite("kauft") and is_finite("kaufen") and not is_finite("gekauft")
    assert is_infinitive("kaufen") and not is_infinitive("einzukaufen")
    assert is_participle("gekauft") and is_participle("verkauft") and not is_participle("kaufte")
