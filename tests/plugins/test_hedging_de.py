"""German hedging in its context: each ambiguous word in its readings, in every word order."""

from __future__ import annotations

import pytest

import sourcescore

SCORER = sourcescore.Scorer(lang="de")


def categories(text: str) -> dict[str, str]:
    """Each marked word with its category, attribution and opinions left out."""
    report = SCORER.score(text)
    signals = [s for claim in report.claims for s in claim.signals] + list(report.signals)
    return {s.text: s.category for s in signals if s.category not in ("attribution", "opinion", "vague_source")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # sollen: hearsay with a perfect infinitive, a state or talk; else a plan
        ("Der Händler soll 300 Lampen verkauft haben.", {"soll": "hearsay"}),
        ("Verkauft haben soll er sie in Linz.", {"soll": "hearsay"}),
        ("Das Lager, in dem die Lampen gelegen haben sollen, ist leer.", {"sollen": "hearsay"}),
        ("Zwei Wächter sollen dabei verletzt worden sein.", {"sollen": "hearsay"}),
        ("Der Händler soll in Triest leben.", {"soll": "hearsay"}),
        ("Die Schule soll 2031 eröffnet werden.", {"soll": "prospective"}),
        ("Nächstes Jahr soll die Schule fertig sein.", {"soll": "prospective"}),
        ("Damit soll ein neuer Verein gegründet werden.", {"soll": "prospective"}),
        ("Sollte der Regen anhalten, wird gesperrt.", {"Sollte": "conditional"}),
        ("Soll das Bad geschlossen werden?", {}),
        ("Das Foto soll aus dem Jahr 2012 stammen.", {"soll": "hearsay"}),
        ("Die Gedenktafel soll ein Zeichen sein.", {"soll": "prospective"}),
        ("Die Gemeinde droht mit Klage, sollte der Damm nicht halten.", {"sollte": "conditional"}),
        ("Er sagte, sollte der Damm brechen, werde er klagen.", {"sollte": "conditional", "werde": "indirect_speech"}),
        ("Sie warten ab: Wenn der Damm bricht, sollte jeder bereit sein.", {"Wenn": "conditional"}),
        # wollen: a claim with a perfect infinitive, else an intention
        ("Der Kassier will davon nichts gewusst haben.", {"will": "hearsay"}),
        ("Der Kassier will das Geld zurückzahlen.", {"will": "prospective"}),
        ("Der Kassier will mit der Sache nichts zu tun haben.", {}),
        ("Einen Platz am Podest will die Trainerin nicht ausrufen.", {}),
        ("Das ist ein Lärm, den man nicht haben will.", {}),
        ("Am Freitagabend wollte die Gemeinde über die Straße informieren.", {"wollte": "prospective"}),
        # können, dürfen, müssen
        ("Die Miete könnte steigen.", {"könnte": "possibility"}),
        ("Bis der Kran fahren könnte, vergeht ein Jahr.", {}),
        ("Das mag am Wetter liegen.", {"mag": "possibility"}),
        ("Die Arbeiten könnten Millionen gekostet haben.", {"könnten": "possibility"}),
        ("Die Ursache dürfte ein Kurzschluss sein.", {"dürfte": "inference"}),
        ("Sie sagte, man dürfe dort nicht parken.", {"dürfe": "indirect_speech"}),
        ("Der Fahrer muss eingeschlafen sein.", {"muss": "inference"}),
        ("Der Fahrer muss eine Strafe zahlen.", {}),
        ("Es kann ein Fuchs gewesen sein.", {"kann": "possibility"}),
        # wohl, scheinen, etwa, rund, knapp
        ("Das war wohl ein Irrtum.", {"wohl": "possibility"}),
        ("Sie fühlt sich in Graz sehr wohl.", {}),
        ("Der Versuch scheint zu gelingen.", {"scheint": "inference"}),
        ("Am Nachmittag scheint die Sonne.", {}),
        ("Es kamen etwa 40 Gäste.", {"etwa": "approximation"}),
        ("Manche Gäste, etwa die Nachbarn, blieben lange.", {}),
        ("Rund 200 Betten fehlen.", {"Rund": "approximation"}),
        ("Am runden Tisch saßen alle Parteien.", {}),
        ("Knapp drei Viertel stimmten zu.", {"Knapp": "approximation"}),
        ("Die Wahl ging knapp verloren.", {}),
        # belegt, bestätigt, unbestätigt, Verdacht
        ("Das Ministerium bestätigte den Kauf.", {"bestätigte": "confirmation"}),
        ("Unbestätigten Meldungen nach ist der Damm gebrochen.", {"Unbestätigten": "rumour"}),
        ("Sie belegte den zweiten Platz.", {}),
        ("Der mutmaßliche Dieb ist verschwunden.", {"mutmaßliche": "allegation"}),
        ("Die umstrittene Straße wird gebaut.", {"umstrittene": "dispute"}),
        # distance, names, titles
        ("Die sogenannte Reform kam nie.", {"sogenannte": "distancing"}),
        ('Er nahm einen "günstigen" Kredit auf.', {'"günstigen"': "distancing"}),
        ('Sie liest den "Kurier" im Zug.', {}),
        # conditions
        ("Wenn der Bund nicht zahlt, schließt das Haus.", {"Wenn": "conditional"}),
        ("Auch wenn es regnet, wird gespielt.", {}),
        ("Im Falle eines Ausfalls springt das Land ein.", {"Im Falle": "conditional"}),
        # plans and expectations
        ("Die Gemeinde plant einen Radweg.", {"plant": "prospective"}),
        ("Der Radweg war teurer als geplant.", {}),
        ("Dem Verein droht der Abstieg.", {"droht": "prospective"}),
        ("Der Verein droht mit einer Klage.", {}),
    ],
)
def test_a_word_is_judged_in_its_context(text: str, expected: dict[str, str]) -> None:
    assert categories(text) == expected


def test_a_rating_follows_what_governs_the_claim() -> None:
    claims = SCORER.score(
        "Das Werk, das 2030 erweitert werden soll, steht in Steyr. Das Werk soll 2030 erweitert werden. "
        "Das Werk soll abgebrannt sein. Einem Insider zufolge soll das Werk abgebrannt sein."
    ).claims
    assert [claim.rating for claim in claims] == [4, 3, 2, 1]


def test_two_clauses_of_different_standing_are_two_claims() -> None:
    claims = SCORER.score("Die Feuerwehr löschte den Brand am Abend, der Besitzer soll aber geflohen sein.").claims
    assert [(claim.text.startswith("Die Feuerwehr"), claim.rating) for claim in claims] == [(True, 4), (False, 2)]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Kommt der Zug nicht, fällt das Spiel aus.", ["Kommt"]),
        ("Gewinnt er, dann trifft er auf den Meister.", ["Gewinnt"]),
        ("Setzt sie sich gegen den Vorstand, der das ablehnt, durch, ist der Weg frei.", ["Setzt"]),
        ("Kommt der Zug nicht, fällt dann das Spiel aus?", []),
        ("Geht es nach der Klubchefin, fällt das Spiel aus.", []),
        ("Kommen Sie zum Fest, gibt es Kuchen.", []),
        ("War der Keller feucht, blieben die Kisten oben.", []),
        ("Ende Mai gewinnt der Klub, sagte die Trainerin.", []),
    ],
)
def test_a_clause_that_opens_with_its_verb_names_a_condition(text: str, verbs: list[str]) -> None:
    assert [word for word, category in categories(text).items() if category == "conditional"] == verbs


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Der nächste Versuch soll bereits am Mittwoch stattfinden.", "de.prospective.sollen"),
        ("Die Gruppe soll schon Donnerstag um neun Uhr verlegt werden.", "de.prospective.sollen"),
        ("Er soll bereits an einem Nachfolger arbeiten.", "de.hearsay.sollen"),
        ("Das jetzige Angebot soll höher als drei Millionen sein.", "de.hearsay.sollen"),
        ("Was sie geladen hatten, ist noch unklar.", "de.possibility.unklar"),
        ("Der Hergang ist noch unklar.", "de.possibility.ungeklaert"),
        ("Ein Verkauf erscheint realistisch.", "de.inference.erscheint"),
        ("Verliert er den Prozess, müsste die Partei zahlen.", "de.conditional.verb_first"),
        ("Besucht ein Nutzer die Seite, startet das Programm.", "de.conditional.verb_first_present"),
        ("Wenn der Bund zahlte, wäre das Haus fertig.", "de.conditional.wenn_waere"),
    ],
)
def test_a_word_is_read_by_its_company(text: str, rule: str) -> None:
    assert rule in {signal.rule for claim in SCORER.score(text).claims for signal in claim.signals}


@pytest.mark.parametrize(
    "text",
    [
        "Er habe sich und seine Frau töten wollen, sagte er.",
        "Nur so werden die Menschen das mittragen wollen.",
        "Das Thema ist denkbar ungeeignet.",
        "Das wurde lange nicht für möglich gehalten.",
        "Sie war sich unsicher, was kommen würde.",
    ],
)
def test_neither_plan_nor_possibility(text: str) -> None:
    found = {signal.category for claim in SCORER.score(text).claims for signal in claim.signals}
    assert found.isdisjoint({"prospective", "possibility"})
