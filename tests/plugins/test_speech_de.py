"""German reported speech: verbs of saying in all forms, the reporting subjunctive and its look-alikes, direct speech."""

from __future__ import annotations

import pytest

import sourcescore


def marked(scorer: sourcescore.Scorer, text: str, category: str) -> list[str]:
    return [s.text for s in scorer.find_signals(scorer.document(text)) if s.category == category]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Der Betrieb sei gesund, sagte die Leiterin.", ["sei"]),
        ("Die Leiterin sagte, der Betrieb sei gesund und habe Aufträge.", ["sei", "habe"]),
        ("Die Leiterin sagte, dass die Maschinen neu seien.", ["seien"]),
        ("Der Vorstand tage erst am Montag, heißt es in der Aussendung.", ["tage"]),
        ("Die Kinder hätten nichts gewusst, erklärte der Direktor.", ["hätten"]),
        ("Der Minister warnte vor Engpässen. Die Lager stünden fast leer.", ["stünden"]),
        ("Sie betonte, man werde alles prüfen. Es gebe keinen Grund zur Sorge.", ["werde", "gebe"]),
        ("Der Pegel sei hoch, sagte die Leiterin. Zwei Straßen müssten gesperrt werden.", ["sei", "müssten"]),
        ("Der Pegel sei hoch, sagte die Leiterin. Erste Hilfe würde bald ankommen.", ["sei", "würde"]),
        ("Der Pegel sei hoch, sagte die Leiterin. Damit würde die Straße gesperrt.", ["sei"]),
        ("Die Pumpe sei alt und müsste ersetzt werden, sagte die Leiterin.", ["sei", "müsste"]),
        ("Zwei Teile seien alt und gehörten ersetzt, sagte die Leiterin.", ["seien", "gehörten"]),
        ("Damit sei die Sache erledigt, sagte die Leiterin.", ["sei"]),
        ("Weil die Pumpe fehlte, sei es im Keller nass, sagte die Leiterin.", ["sei"]),
        ("Ich komme wieder, sagte sie, und das habe ihr keiner geglaubt.", ["habe"]),
        ("Gäste würden dort begrüßt, ihnen stünden Betten zur Verfügung, erzählt er.", ["würden", "stünden"]),
        ("Ihr sei Geld angeboten worden, wenn sie zustimmen würde, sagte die Leiterin.", ["sei", "würde"]),
        ("Die Leiterin sagte, das Haus stehe. Im Mai hätte es einen Rundgang gegeben.", ["stehe", "hätte"]),
    ],
)
def test_the_reporting_subjunctive_is_found(scorer: sourcescore.Scorer, text: str, verbs: list[str]) -> None:
    assert marked(scorer, text, "indirect_speech") == verbs


@pytest.mark.parametrize(
    "text",
    [
        "Hätte er das gewusst, wäre er zu Hause geblieben.",
        "Ich habe das nie behauptet.",
        "Das ist falsch, es sei denn, jemand findet den Beleg.",
        "Wie dem auch sei, der Umbau beginnt im Mai.",
        "Sei es im Sommer, sei es im Winter: Das Bad ist voll.",
        "Sei vorsichtig auf dem Eis!",
        "Hier sei erwähnt, dass der Eintritt frei ist.",
        "Die Habe der Familie lag auf der Straße.",
        "Könnten Sie das Fenster schließen?",
        "Er tat so, als sei nichts geschehen.",
        "Der Brief, den ich ihm geschrieben habe, kam zurück.",
        "Die Händler bewegten 1999 noch viel Ware.",
        "Ich bin früh gegangen und habe nichts gesehen.",
        "Ich lese viel, schreibe aber wenig.",
        "Sie nahm jede Hilfe an, und sei es nur ein Rat.",
        "Er fordert, dass es erlaubt bleibt, billige Kohle zu verbrennen.",
        "Er übt, damit das Orchester ihn hören könne.",
        "Er macht sich Sorgen, während ich mit einem Blick den Winkel checke.",
        "Ob das hilft, sei dahingestellt.",
        "Um noch ernsthafte Chancen zu haben, braucht der Verein einen Sieg.",
        "Die Leiterin sagte das. Es blieb viel Holz, das sonst der Bach geholt hätte.",
    ],
)
def test_look_alikes_of_the_reporting_subjunctive_are_left_alone(scorer: sourcescore.Scorer, text: str) -> None:
    assert marked(scorer, text, "indirect_speech") == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Die Bank teilte am Abend mit, dass zwei Filialen schließen.", "teilte"),
        ("Der Angeklagte räumte vor Gericht ein, das Geld genommen zu haben.", None),
        ("Die Zeugin gab zu Protokoll, sie habe zwei Männer gesehen.", "gab"),
        ("Das Rathaus hat mitgeteilt, dass der Park gesperrt bleibt.", "mitgeteilt"),
        ("Die Ärztin geht davon aus, dass die Welle abklingt.", "geht"),
        ("Der Trainer zeigte sich überzeugt, dass die Mannschaft gewinnt.", "zeigte"),
        ("Die Kammer forderte am Montag niedrigere Steuern.", "forderte"),
        ("Es wird eng, so die Direktorin.", "so"),
        ("Die Ärztin ist überzeugt, dass die Welle abklingt.", "ist"),
        ("Die Ärztin ist der Meinung, dass die Welle abklingt.", "ist"),
        ("Die Welle klingt ab, ist sich die Ärztin sicher.", "ist"),
        ("Sicher ist, dass die Welle abklingt.", None),
    ],
)
def test_verbs_of_saying_are_found_with_particles_and_phrases(
    scorer: sourcescore.Scorer, text: str, cue: str | None
) -> None:
    assert marked(scorer, text, "attribution") == ([cue] if cue else [])


@pytest.mark.parametrize(
    "text",
    [
        "Das Attentat forderte zwölf Tote.",
        "Die Wirtin gab ihm ein Glas Wasser.",
        "Er teilte das Brot mit seinen Freunden.",
        "Die Insel nannte sich früher anders.",
        "Sie stellte die Vase auf den Tisch.",
    ],
)
def test_verbs_that_say_nothing_are_left_alone(scorer: sourcescore.Scorer, text: str) -> None:
    assert marked(scorer, text, "attribution") == []


def test_every_reporting_verb_is_found_in_a_finite_form() -> None:
    from sourcescore_grammar.de_verbs import analyse
    from sourcescore_speech.de_saying_verbs import entries

    lemmas = {entry.lemma for entry in entries()}
    assert len(lemmas) >= 150
    # "einigen" is also a pronoun, and is found by its other forms.
    # "bescheiden" is also an adjective.
    forms = {entry.base: (entry.base, f"{entry.base.removesuffix('en')}te") for entry in entries()}
    forms["bescheiden"] = ("beschied",)
    unknown = [base for base, words in forms.items() if base not in {f.lemma for word in words for f in analyse(word)}]
    assert unknown == []


def test_stances_and_contents_are_the_declared_ones() -> None:
    from sourcescore_speech.de_saying_verbs import entries

    assert {entry.stance for entry in entries()} <= {
        "neutral", "assert", "doubt", "deny", "confirm", "leak", "opinion", "demand", "promise",
        "silent",
    }  # fmt: skip
    assert {entry.content for entry in entries()} == {"statement", "thought", "act", "told", "behind"}


def test_direct_speech_is_told_from_titles_and_names(scorer: sourcescore.Scorer) -> None:
    assert marked(scorer, "„Wir bauen das um“, sagte die Chefin.", "direct_quote") == ["„Wir bauen das um“"]
    assert marked(scorer, "Der Film „Die Nacht“ läuft im Mai an.", "direct_quote") == []
    assert marked(scorer, "Das Blatt „Insider“ stellt sein Erscheinen ein.", "direct_quote") == []


@pytest.mark.parametrize(
    "text",
    [
        "Eine deutlich bessere Lage besitzt der zweite Verein.",
        "Wenn du sie zu Hause findest, ist es etwas anderes.",
        "Es sei ein Spiel, als würde man im Flugzeug sitzen, meint der Pilot.",
    ],
)
def test_adjectives_second_persons_and_comparisons_are_nobodys_words(scorer: sourcescore.Scorer, text: str) -> None:
    assert [m for m in marked(scorer, text, "indirect_speech") if m != "sei"] == []


def test_studies_say_something_and_trainers_who_show_do_not(scorer: sourcescore.Scorer) -> None:
    assert marked(scorer, "Die Studie der Universität Wien zeigt, dass die Preise steigen.", "attribution") == ["zeigt"]
    assert marked(scorer, "Die Umfrage hat gezeigt, dass die Preise steigen.", "attribution") == ["gezeigt"]
    assert marked(scorer, "Der Trainer zeigt, dass er es kann.", "attribution") == []
