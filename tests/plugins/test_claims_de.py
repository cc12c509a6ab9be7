"""What a German text asserts: no questions, imperatives, credits, datelines or bare headings."""

from __future__ import annotations

import pytest

import sourcescore

SCORER = sourcescore.Scorer(lang="de")


@pytest.mark.parametrize(
    "text",
    [
        "Wer hat das Rad gestohlen?",
        "Lesen Sie mehr dazu im Wirtschaftsteil!",
        "(red, 12.3.2024)",
        "Foto: Anna Gruber",
        "Gerüchteküche",
        "Hintergrund",
        "",
        "Reicht Ihnen das? (red, kub, 12.3.2024)",
        "(APA/red – 12.3.",
        "(APA, 12.3.2024) Ergebnisse der 3. Runde der Landesliga: Samstag, 15.30 Uhr: 1.",
        "Tabelle: 1.",
        "3. 2024)",
        "Gruber1:2 (67.)",
        "Villach: Moser – Huber, Gruber-Maier, Wieser – Egger (66.",
        "Der Nachtzug | Die Brücke | Talk am Turm",
        "Bis 22.45, Regionalfernsehen",
        "Bis",
        "Lasst uns warten und sehen, wie es weitergeht.",
        "Nehmt den Hund und geht.",
        "Ach, hör doch auf!",
        "Lebe wild.",
        "Und jetzt mach das Fenster zu! (red, 12.3.2024)",
        "DIE MUTTER: Mach das Fenster zu!",
        "Bitte rechts auf den Pfeil klicken.",
        "Hoffentlich hält das Eis noch bis zum Sonntag.",
        "Warum nicht auch im Süden der Stadt.",
        "Damit sie auch etwas zu lachen haben.",
    ],
)
def test_no_claim(text: str) -> None:
    assert SCORER.score(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Gemeinderat will Schwimmbad verkaufen",
        "Zwei Verletzte nach Brand in einem Hotel in Villach",
        "Der Zug fuhr um acht Uhr ab.",
        "Es regnet.",
        "Anna Gruber (AUT) 1:09,1",
        "Moser, Huber und Gruber im Finale von Villach",
        "Heute, Freitag, 12.000 Besucher, Konzerte, Tanz in Villach",
        "Hoffentlich hält das Eis, sagte der Wirt.",
        "Lasst uns warten, sagte der Wirt.",
        "Damit war der Fall erledigt.",
        "Bis 22.45, sagte der Wirt, bleibe das Haus offen.",
        "Das Tor fällt ins Schloss!",
        "Sagt der Wirt.",
        "Verletzt wurde niemand.",
        "Jetzt mache ich das Fenster zu!",
        "Geht es nach dem Wirt, bleibt das Haus zu.",
        "Warum das Haus brannte, ist nicht bekannt.",
    ],
)
def test_a_claim(text: str) -> None:
    assert [claim.text for claim in SCORER.score(text).claims] == [text]


def test_a_dateline_is_no_part_of_the_claim() -> None:
    assert [claim.text for claim in SCORER.score("Graz – Der Gemeinderat tagte bis Mitternacht.").claims] == [
        "Der Gemeinderat tagte bis Mitternacht."
    ]


def test_a_question_leaves_its_signals_outside_of_claims() -> None:
    report = SCORER.score("Ist das Gerücht wahr?")
    assert report.claims == ()
    assert [signal.category for signal in report.signals] == ["rumour"]


@pytest.mark.parametrize(
    "text",
    [
        "Künftig soll es bei geringem Verschulden oder keiner bewussten Absicht nur eine geringe Strafe geben.",
        "Gleichzeitig sollen alte Häuser verkauft und bei Mieten für Ämter nachjustiert werden.",
        "Zudem will die Bank 90 Stellen streichen, das Filialnetz ausdünnen und sich aus Linz zurückziehen.",
    ],
)
def test_infinitives_that_one_modal_verb_governs_are_one_claim(text: str) -> None:
    (claim,) = SCORER.score(text).claims
    assert claim.text == text
    assert claim.rating == 3
