"""The words by whose company a German modal verb is understood; ``de_modals`` says how."""

from __future__ import annotations

from typing import Final

from .de_times import WEEKDAYS

TALK: Final = "talk"
PLAN: Final = "plan"
CONDITION: Final = "condition"
GUESS: Final = "guess"
POSSIBLE: Final = "possible"
NONE: Final = ""

STATES: Final = frozenset(
    "sein haben liegen stehen heißen wissen handeln bestehen gehören betragen stammen befinden leben wohnen planen "
    "erwägen prüfen verhandeln überlegen existieren enthalten kosten kennen glauben denken leiden fehlen sitzen "
    "wiegen messen besitzen verfügen herrschen zählen aufweisen basieren beruhen zusammenhängen belaufen kursieren "
    "drohen fürchten befürchten wollen hoffen beabsichtigen tendieren schulden verlangen fordern streben anstreben "
    "ähneln vorliegen bevorstehen feststehen interessieren lagern lauten verdächtigen vermuten hausen zugrundeliegen "
    "dahinterstecken stecken misstrauen hegen pflegen zurückreichen".split()
)
"""Verbs of states. With them "soll" passes on what is said ("soll dort leben"), unless a time to come makes it a plan."""

ALWAYS_TALK: Final = frozenset("stammen handeln dahinterstecken kursieren zusammenhängen zurückreichen".split())
TO_COME: Final = frozenset(
    "mehr weniger fertig bereit verfügbar erhältlich möglich vorbei soweit abgeschlossen betriebsbereit bezugsfertig "
    "einsatzbereit zugänglich wieder neue neuer neues neuen neuem zusätzlich zusätzliche stärker besser schneller "
    "einfacher leichter billiger höher niedriger günstiger kürzer länger sicherer strenger effizienter attraktiver "
    "gleich offen verpflichtend verbindlich tabu ausnahme grundsatz regel ziel vorbild erster nächste nächster "
    "nächsten schluss ende möglichkeit priorität vorrang zugang anspruch recht chance vertreten gesichert "
    "gewährleistet garantiert untersagt verboten erlaubt einladung signal zeichen beitrag anstoß anreiz ansporn hommage "
    "mahnmal denkmal startschuss".split()
)
"""Beside a state these speak of what is to become: "soll wieder offen sein", "soll mehr Platz haben"."""

AT_HAND: Final = frozenset(
    ("stehen", noun) for noun in "verfügung mittelpunkt zentrum vordergrund programm seite tagesordnung".split()
) | frozenset(("liegen", noun) for noun in "schwerpunkt fokus augenmerk hauptaugenmerk".split())
EXISTING: Final = frozenset(
    "zeugen hinweise verletzte tote opfer kontakte verbindungen beweise indizien aufnahmen videos fotos bilder "
    "dokumente pläne überlegungen gespräche gerüchte probleme streit spannungen differenzen unstimmigkeiten "
    "absprachen zahlungen verträge konten kopien mails unterlagen listen lager opposition widerstand interesse "
    "interessenten angebote tausende hunderte dutzende drohungen".split()
)
"""What there is when "soll es … geben" passes on talk; of anything else it is a plan ("soll es mehr Kurse geben")."""

TALKS: Final = frozenset("gespräche verhandlungen treffen angebote".split())
EVIDENCE: Final = ("foto", "fotos", "video", "videos", "bild", "bilder", "bildern", "aufnahme", "aufnahmen", "dokument",
                    "dokumente", "unterlagen", "mail", "mails", "radarbildern", "papier", "papiere", "mitschnitt", "mitschnitte",
                    "screenshots", "screenshot", "akten", "studie", "daten", "tests", "analyse")  # fmt: skip
SHOWING: Final = frozenset("zeigen belegen beweisen dokumentieren nahelegen".split())
PURPOSE: Final = frozenset("damit dafür dazu dadurch hierfür hiermit".split())
LOOSE_TALK: Final = frozenset(
    "angeblich angebliche angeblichen gerücht gerüchte gerüchten gerüchteweise insider insidern vernehmen kolportiert "
    "kolportierte kolportierten medienberichten medienberichte spekulationen unbestätigten unbestätigte leak leaks "
    "leaker munkelt gemunkelt verlautet demzufolge informant informanten".split()
)
"""Beside these "soll" passes on talk, whatever it governs."""

REPORTED_TALK: Final = frozenset(
    "laut zufolge demnach wonach berichten bericht berichtet informationen angaben heißt hieß".split()
)
"""Beside these "soll" passes on talk where it governs a state, also without an indefinite thing or a past time."""

UNLIKE_POSSIBLE: Final = frozenset("wenn falls damit als ohne bevor bis sofern um".split())
"""Clauses that open with these speak of what could be done, and leave nothing open: "bis er gehen könnte"."""

QUESTION_WORDS: Final = frozenset(
    "ob wie was wer wen wem wann wo wohin woher warum weshalb weswegen wozu wieso welche welcher welches welchen "
    "welchem womit worüber wovon wofür inwieweit inwiefern".split()
)
SPEAKING: Final = frozenset(
    "bestätigen kommentieren sagen äußern sprechen spekulieren nennen verraten beantworten festlegen ausschließen "
    "dementieren verhehlen bewerten beurteilen mitteilen bekanntgeben reden stellungnehmen preisgeben leugnen glauben "
    "wahrhaben einsehen verstehen akzeptieren wissen hören sehen erkennen entschuldigen missen behaupten "
    "ausrufen vorwegnehmen vorgreifen".split()
)
"""With a negation these say that somebody keeps silent or does not accept, not what is planned."""

NEGATIONS: Final = frozenset(
    "nicht nichts nie niemand niemals kein keine keinen keinem keiner keinerlei weder kaum".split()
)
EVENTS: Final = frozenset(
    "ankommen eintreffen beginnen starten stattfinden erscheinen folgen wachsen steigen sinken erfolgen enden "
    "anlaufen landen fallen gelingen klappen reichen vorliegen".split()
)
"""What happens by itself: with them "sollte" says what is expected, not what somebody ought to do."""

EXPECTED: Final = frozenset("zurechtkommen gelingen klappen reichen ausreichen genügen funktionieren hinhauen".split())
OF_ITSELF: Final = frozenset(
    "reduzieren verringern verbessern erhöhen verschlechtern bessern beruhigen entspannen verkürzen".split()
)
EASILY: Final = frozenset("problemlos mühelos spielend locker".split())
"""With these, with "sich" and those that happen of themselves, and with such adverbs "sollte" says what is expected."""

ONCE_PLANNED: Final = frozenset("eigentlich ursprünglich zunächst".split())
CONCEDED: Final = frozenset(
    "sein stimmen zutreffen liegen schulden zusammenhängen scheinen klingen wirken gelten erscheinen anmuten aussehen".split()
)
SUBJECT_WORDS: Final = frozenset(
    "der die das ein eine er sie es man jemand niemand dies dieser diese dieses jener jene kein keine sein seine ihr "
    "ihre unser unsere alle beide beides einer eines etwas sich dem den im in am auf nach tatsächlich mehr weniger "
    "weitere weiterhin viele manche mehrere einige auch nur noch doch wider zum zur bis bei sonst ihm ihnen".split()
)
"""What may follow a verb that opens a conditional clause: "sollte der Mann …", "sollte es …"."""

ORDERS: Final = (
    "forder", "verlang", "empfiehl", "empfehl", "empfahl", "rät", "raten", "plädier", "appellier", "drängt", "wünsch",
    "entscheid", "entschied", "beschl", "vorschlag", "vorgeschlagen", "schlägt", "vorsieh", "vereinbar", "geeinigt",
)  # fmt: skip
"""Beginnings of words that demand or decide: what "soll" be in a clause that hangs on them is no talk."""

DAYS: Final = frozenset(
    [
        *WEEKDAYS,
        "heute",
        "abend",
        "uhr",
        *(day + part for day in WEEKDAYS for part in "früh vormittag mittag nachmittag abend".split()),
    ]
)
"""Beside "sollte" and "wollte" these say that something was planned for a time."""

MODAL_VERBS: Final = frozenset(
    "soll sollen sollte sollten will wollen wollte wollten kann können konnte konnten könnte könnten muss müssen musste "
    "mussten müsste müssten darf dürfen durfte durften dürfte dürften möchte möchten".split()
)
AUXILIARY_PLURALS: Final = frozenset("haben sind werden sollen wollen können müssen dürfen".split())
"""Plurals that look like infinitives, and are finite where something follows."""

AWAY: Final = frozenset("her hin weg los rein raus".split())
TOWARDS: Final = frozenset("auf aufs ins nach zum zur ans".split())
"""Where something is to go although no verb says so: "Sie sollen auf die Liste"."""
