"""German verb forms by stem and ending: which readings a word form has as a verb, without looking at its sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class VerbForm(NamedTuple):
    """One reading of a word form as a verb."""

    lemma: str
    kind: str
    mood: str
    tense: str
    persons: str


_STRONG = """
sein ist war wäre gewesen;haben hat hatte hätte gehabt;werden wird wurde würde geworden;können kann konnte könnte gekonnt
müssen muss musste müsste gemusst;dürfen darf durfte dürfte gedurft;sollen soll sollte sollte gesollt;wollen will wollte wollte gewollt
mögen mag mochte möchte gemocht;wissen weiß wusste wüsste gewusst;geben gibt gab gäbe gegeben;gehen geht ging ginge gegangen
kommen kommt kam käme gekommen;nehmen nimmt nahm nähme genommen;stehen steht stand stünde gestanden;liegen liegt lag läge gelegen
sehen sieht sah sähe gesehen;sprechen spricht sprach spräche gesprochen;lassen lässt ließ ließe gelassen;halten hält hielt hielte gehalten
bleiben bleibt blieb bliebe geblieben;finden findet fand fände gefunden;ziehen zieht zog zöge gezogen;tragen trägt trug trüge getragen
fahren fährt fuhr führe gefahren;fallen fällt fiel fiele gefallen;schlagen schlägt schlug schlüge geschlagen;treffen trifft traf träfe getroffen
treten tritt trat träte getreten;helfen hilft half hülfe geholfen;werfen wirft warf würfe geworfen;brechen bricht brach bräche gebrochen
schreiben schreibt schrieb schriebe geschrieben;heißen heißt hieß hieße geheißen;tun tut tat täte getan;denken denkt dachte dächte gedacht
bringen bringt brachte brächte gebracht;kennen kennt kannte kennte gekannt;nennen nennt nannte nennte genannt;weisen weist wies wiese gewiesen
laufen läuft lief liefe gelaufen;rufen ruft rief riefe gerufen;steigen steigt stieg stiege gestiegen;sinken sinkt sank sänke gesunken
fliehen flieht floh flöhe geflohen;fliegen fliegt flog flöge geflogen;schießen schießt schoss schösse geschossen;schließen schließt schloss schlösse geschlossen
sterben stirbt starb stürbe gestorben;verlieren verliert verlor verlöre verloren;beginnen beginnt begann begänne begonnen;gewinnen gewinnt gewann gewänne gewonnen
bieten bietet bot böte geboten;bitten bittet bat bäte gebeten;greifen greift griff griffe gegriffen;streiten streitet stritt stritte gestritten
leiden leidet litt litte gelitten;scheinen scheint schien schiene geschienen;steigen steigt stieg stiege gestiegen;treiben treibt trieb triebe getrieben
laden lädt lud lüde geladen;raten rät riet riete geraten;wachsen wächst wuchs wüchse gewachsen;lesen liest las läse gelesen
essen isst aß äße gegessen;sitzen sitzt saß säße gesessen;vergessen vergisst vergaß vergäße vergessen;binden bindet band bände gebunden
gelten gilt galt gälte gegolten;trinken trinkt trank tränke getrunken;singen singt sang sänge gesungen;springen springt sprang spränge gesprungen
zwingen zwingt zwang zwänge gezwungen;dringen dringt drang dränge gedrungen;gelingen gelingt gelang gelänge gelungen;verschwinden verschwindet verschwand verschwände verschwunden
schaffen schafft schuf schüfe geschaffen;lügen lügt log löge gelogen;betrügen betrügt betrog betröge betrogen;stehlen stiehlt stahl stähle gestohlen
empfehlen empfiehlt empfahl empfähle empfohlen;befehlen befiehlt befahl befähle befohlen;messen misst maß mäße gemessen;reißen reißt riss risse gerissen
schneiden schneidet schnitt schnitte geschnitten;steigen steigt stieg stiege gestiegen;wiegen wiegt wog wöge gewogen;biegen biegt bog böge gebogen
senden sendet sandte sendete gesandt;wenden wendet wandte wendete gewandt;rennen rennt rannte rennte gerannt;brennen brennt brannte brennte gebrannt
stoßen stößt stieß stieße gestoßen;hängen hängt hing hinge gehangen;fangen fängt fing finge gefangen;graben gräbt grub grübe gegraben
"""
_WEAK = (
    "sag mach mein erklär teil bericht meld äußer fürcht warn forder droh kündig betont beton räum dementier bestätig "
    "behaupt vermut schätz rechn erwart plan prüf kauf verkauf bau eröffn führ hör glaub hoff zeig stell leg setz "
    "arbeit leb lieb folg spiel lern wohn zahl kost dauer fehl brauch nutz such versuch wart bewert kritisier "
    "informier organisier finanzier investier produzier reagier diskutier verhandel entwickel handel wechsel "
    "sammel lächel änder verhinder fürcht feier steuer liefer bedauer erinner verurteil unterstütz unterzeichn "
    "beschuldig verdächtig ermittel verletz töt verhaft erschein öffn ordn trenn fühl wähl erzähl füll erfüll "
    "hoff lob tadel klag beklag frag antwort red bered melde nähr wünsch verkünd ersetz schütz besetz"
).split()
PARTICLES = frozenset(
    "ab an auf aus bei bekannt dar ein fern fest fort frei gut her herab heraus herbei herein hervor hin hinaus hinein "
    "hinzu klar los mit nach nieder offen richtig statt teil um vor voran voraus vorbei weg weiter wieder zu zurück "
    "zusammen".split()
)
_PREFIXES = ("be", "ent", "emp", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider", "hinter", "um", "durch", "voll")


def _build() -> dict[str, list[VerbForm]]:
    table: dict[str, list[VerbForm]] = {}

    def add(word: str, *form: str) -> None:
        table.setdefault(word, []).append(VerbForm(*form))

    for entry in _STRONG.replace("\n", ";").split(";"):
        if not entry.strip():
            continue
        lemma, present, past, second, participle = entry.split()
        stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
        plural = "sind" if lemma == "sein" else lemma
        add(lemma, lemma, "infinitive", "", "", "")
        add(participle, lemma, "participle", "", "", "")
        add(present, lemma, "finite", "indicative", "present", "3s")
        add(plural, lemma, "finite", "indicative", "present", "1p 3p")
        add(past, lemma, "finite", "indicative", "past", "1s 3s")
        add(past + ("n" if past.endswith("e") else "en"), lemma, "finite", "indicative", "past", "1p 3p")
        add("sei" if lemma == "sein" else stem + "e", lemma, "finite", "subjunctive1", "present", "3s")
        if lemma == "sein":
            add("seien", lemma, "finite", "subjunctive1", "present", "3p")
        add(second, lemma, "finite", "subjunctive2", "past", "3s")
        add(second + "n", lemma, "finite", "subjunctive2", "past", "3p")
    for stem in _WEAK:
        e = "e" if stem[-1] in "td" or stem.endswith(("rechn", "öffn", "ordn", "zeichn")) else ""
        lemma = stem + ("n" if stem.endswith(("el", "er")) else "en")
        add(lemma, lemma, "infinitive", "", "", "")
        add(lemma, lemma, "finite", "indicative", "present", "1p 3p")
        add(stem + e + "t", lemma, "finite", "indicative", "present", "3s")
        add(stem + "e", lemma, "finite", "subjunctive1", "present", "3s")
        for ending, who in (("te", "1s 3s"), ("ten", "1p 3p")):
            add(stem + e + ending, lemma, "finite", "indicative", "past", who)
            add(stem + e + ending, lemma, "finite", "subjunctive2", "past", who)
        inseparable = stem.startswith(_PREFIXES) or stem.endswith("ier")
        add(("" if inseparable else "ge") + stem + e + "t", lemma, "participle", "", "", "")
    return table


_TABLE = _build()


@lru_cache(200_000)
def analyse(word: str) -> tuple[VerbForm, ...]:
    """All readings of a word form as a verb; () where it is none that is known."""
    low = word.lower()
    if low in _TABLE:
        return tuple(_TABLE[low])
    for prefix in _PREFIXES:
        rest = low[len(prefix) :]
        if low.startswith(prefix) and len(rest) > 2:
            found = [f._replace(lemma=prefix + f.lemma) for f in _TABLE.get(rest, ()) if f.kind != "participle"]
            found += [f._replace(lemma=prefix + f.lemma) for f in _TABLE.get("ge" + rest, ()) if f.kind == "participle"]
            if found:
                return tuple(found)
    for length in range(min(8, len(low) - 3), 1, -1):
        particle, rest = low[:length], low[length:]
        if particle in PARTICLES:
            if rest.startswith("zu") and len(rest) > 5:
                inner = [f for f in analyse(rest[2:]) if f.kind == "infinitive"]
                if inner:
                    return tuple(f._replace(lemma=particle + f.lemma, kind="zu-infinitive") for f in inner)
            found = [f._replace(lemma=particle + f.lemma) for f in analyse(rest)]
            if found:
                return tuple(found)
    return ()


def is_finite(word: str) -> bool:
    """Whether the form can be finite."""
    return any(f.kind == "finite" for f in analyse(word))


def is_infinitive(word: str) -> bool:
    """Whether the form can be an infinitive."""
    return any(f.kind == "infinitive" for f in analyse(word))


def is_participle(word: str) -> bool:
    """Whether the form can be a past participle."""
    return any(f.kind == "participle" for f in analyse(word))


def subjunctive(word: str) -> str:
    """"unambiguous", "ambiguous" (also an indicative form), or ""."""
    forms = [f for f in analyse(word) if f.kind == "finite"]
    if not any(f.mood.startswith("subjunctive") for f in forms):
        return ""
    return "ambiguous" if any(f.mood == "indicative" for f in forms) else "unambiguous"
