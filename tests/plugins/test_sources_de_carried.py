"""German sources that go on: interviews, and sentences that say themselves only that somebody speaks."""

from __future__ import annotations

import pytest

import sourcescore


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("Uns wurde versprochen, dass die Halle kommt.", "Obfrau Anna Moser"),
        ("Die Stadt sei gebeten worden, den Plan zu prüfen.", "Obfrau Anna Moser"),
        ("Gestern wurde versprochen, dass die Halle kommt.", None),
        ("Gestern wurde gemeldet, die Halle sei verkauft worden.", None),
    ],
)
def test_that_somebody_else_speaks_is_said_by_who_spoke_before(
    scorer: sourcescore.Scorer, second: str, name: str | None
) -> None:
    claims = scorer.score(f"Das dauert, sagt Obfrau Anna Moser. {second}").claims
    assert claims[1].source.name == name


def test_an_answer_stays_an_answer_where_it_tells_what_is_said(scorer: sourcescore.Scorer) -> None:
    text = (
        "STANDARD: Wie geht es weiter?\n\nLeitner: Wir bauen um. Dann wird man gefragt, ob das nötig war.\n\n"
        "STANDARD: Und danach?\n\nLeitner: Danach kommt der Platz davor an die Reihe."
    )
    assert {c.source.name for c in scorer.score(text).claims} == {"Leitner"}


@pytest.mark.parametrize(
    ("opening", "question", "names"),
    [
        ("Hallenchefin Anna Moser baut um.", "Frau Moser, wie lange dauert das", {None, "Hallenchefin Anna Moser"}),
        ("Hallenchefin Anna Moser baut um.", "Wie lange dauert das", {None, "Hallenchefin Anna Moser"}),
        ("Die Halle wird umgebaut.", "Wie lange dauert das", {None}),
    ],
)
def test_who_answers_has_the_word_behind_antwort(
    scorer: sourcescore.Scorer, opening: str, question: str, names: set[str | None]
) -> None:
    text = (
        f"{opening}\n\nFrage: {question}?\n\nAntwort: Wir bauen bis Mai. Dann ist Sommer.\n\n"
        "Frage: Und das Geld?\n\nAntwort: Das Geld ist da. Der Platz davor ist der nächste Schritt."
    )
    claims = scorer.score(text).claims
    assert {c.source.name for c in claims} == names
    assert claims[-1].source.kind == ("none" if names == {None} else "named")


def test_a_paper_that_answers_its_own_questions_is_nobody_else(scorer: sourcescore.Scorer) -> None:
    text = (
        "Ministerin Anna Moser plant eine Abgabe.\n\nFrage: Wen trifft das?\n\nAntwort: Die Abgabe trifft Betriebe.\n\n"
        "Frage: Ab wann?\n\nAntwort: Die Abgabe gilt ab Mai."
    )
    assert {c.source.kind for c in scorer.score(text).claims[1:]} == {"none"}


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("Das war ein gutes Spiel.", True),
        ("Das Stadion ist voll.", True),
        ("Das gelang besser als zuletzt.", False),
        ("Den Sieg hat Trainer Franz Moser gefeiert.", False),
        ("Der 34-Jährige hat eine Wohnung in Graz.", False),
    ],
)
def test_what_a_text_tells_between_two_sentences_with_ich_is_its_own(
    scorer: sourcescore.Scorer, between: str, said: bool
) -> None:
    claims = scorer.score(f"Wir sind zufrieden, sagte Anna Huber. {between} Wir freuen uns auf Linz.").claims
    assert claims[1].source.name == ("Anna Huber" if said else None)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Die Hälfte der Befragten gab an, nie zu lesen.", "documented", "Die Hälfte der Befragten"),
        ("Heuer gab die Hälfte der Befragten an, nie zu lesen.", "documented", "die Hälfte der Befragten"),
        ("Einmal mehr zeigte sich in der Umfrage die Bedeutung der Schule.", "documented", "der Umfrage"),
        ("In den Umfragen führt die Bürgermeisterin.", "none", None),
        ("Im Ranking liegt Linz auf dem dritten Platz.", "none", None),
        ("Genau das fordern Aktivisten.", "vague", "Aktivisten"),
        ("Kurzum: Es war ein schwacher Abend im alten Theater.", "none", None),
        ("Laute Premiere: Das neue Stück ist im alten Theater zu sehen.", "none", None),
        ("Anna Huber: Das neue Stück ist im alten Theater zu sehen.", "named", "Anna Huber"),
    ],
)
def test_surveys_and_words_that_are_no_source(
    scorer: sourcescore.Scorer, text: str, kind: str, name: str | None
) -> None:
    claim = scorer.score(text).claims[0]
    assert (claim.source.kind, claim.source.name) == (kind, name)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Franz Moser blieb fair.", "Franz Moser"),
        ("Moser blieb fair.", "Moser"),
        ("Moser blieb fair. Es ist schon in Ordnung so.", "Moser"),
        ("Die Halle war voll.", None),
        ("Neue Wege sind schwierig.", None),
    ],
)
def test_ich_is_whom_the_sentence_before_is_about_and_no_longer_who_spoke_before(
    scorer: sourcescore.Scorer, told: str, name: str | None
) -> None:
    text = (
        f"Den Lauf gewann Franz Moser. Das sei hart gewesen, sagte Anna Huber. Sie kommt aus Graz. {told} Ich bin müde."
    )
    found = scorer.score(text).claims[-1].source.name
    assert found == name if name is not None else found != "Moser"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Konkret fordert Anna Huber ein neues Dach.", "Anna Huber"),
        ("Wenig überrascht zeigt sich auch Anna Huber.", "Anna Huber"),
        ("Kurz fordert ein neues Dach.", "Kurz"),
        ("Der Presserat hat das Blatt gerügt. Der Bericht sei falsch.", "Der Presserat"),
        ("Kein Käufer kam zu der Auktion. Das Haus sei zu teuer.", None),
        ("Das sei gut, sagte Anna Huber. Die Halle war voll. Es gab Musik. Das Dach sei jedoch undicht.", "Anna Huber"),
        ("Die Nachbarn helfen beim Bau. Das Dach ist alt, sagt er.", "er"),
    ],
)
def test_who_stands_behind_the_last_sentence(scorer: sourcescore.Scorer, text: str, name: str | None) -> None:
    assert scorer.score(text).claims[-1].source.name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dazu die Ministerin: Das Risiko ist äußerst gering.", ["die Ministerin"]),
        ("Dazu das Wetter: Das Risiko ist äußerst gering.", [None]),
        ("Das Risiko ist gering, sagt Anna Huber. Es gibt keine Gefahr.", ["Anna Huber", "Anna Huber"]),
        ("Das Risiko sei gering, sagt Anna Huber. Es gibt keine Gefahr.", ["Anna Huber", None]),
        ("Das Risiko ist gering, sagt Anna Huber. Die Halle ist voll.", ["Anna Huber", None]),
    ],
)
def test_what_is_judged_behind_words_in_the_indicative_is_said_too(
    scorer: sourcescore.Scorer, text: str, names: list[str | None]
) -> None:
    assert [claim.source.name for claim in scorer.score(text).claims] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Ministerin geht einen Schritt weiter: Man müsse das Dach neu bauen.", "Die Ministerin"),
        ("Anna Huber, Chefin der Kammer, geht weiter: Es brauche ein neues Dach.", "Anna Huber, Chefin der Kammer"),
        ("Anna Huber hat kein Glück: Ich bin nur müde.", "Anna Huber"),
        ("Anna Huber hat kein Glück: Der Zug ist weg.", None),
        ("Gute Nachrichten gibt es vom Bau: Das Dach sei fertig.", None),
        ("Anna Huber gewinnt – Der Lauf in Graz war hart: Ich bin nur müde.", None),
    ],
)
def test_behind_a_colon_stands_what_the_subject_says_where_it_is_reported(
    scorer: sourcescore.Scorer, text: str, name: str | None
) -> None:
    assert scorer.score(text).claims[0].source.name == name


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Manche Leute sagen, das sei zu teuer.", "Leitner"),
        ("Der Bund fordert das seit Jahren.", "Leitner"),
        ("Laut einer Studie der Kammer ist das Dach undicht.", "einer Studie der Kammer"),
    ],
)
def test_what_others_say_is_told_by_who_answers(scorer: sourcescore.Scorer, answer: str, name: str) -> None:
    text = (
        f"STANDARD: Wie geht es weiter?\n\nLeitner: Wir bauen um. {answer}\n\n"
        "STANDARD: Es heißt, das Dach sei alt. Stimmt das?\n\nLeitner: Der Platz davor kommt an die Reihe."
    )
    claims = scorer.score(text).claims
    assert [c.source.name for c in claims if c.text == answer] == [name]
    assert {c.source.kind for c in claims if c.text.startswith("STANDARD")} == {"none"}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Zudem habe der Bund zugesagt, das Dach zu zahlen.", "Obfrau Anna Moser"),
        ("Viele Nachbarn hätten von Schäden berichtet.", "Obfrau Anna Moser"),
        ("Auch Stadtrat Franz Huber habe zugesagt, das Dach zu zahlen.", "Stadtrat Franz Huber"),
        ("Der Bund hat zugesagt, das Dach zu zahlen.", "Der Bund"),
    ],
)
def test_that_somebody_has_spoken_may_be_told_itself(scorer: sourcescore.Scorer, told: str, name: str) -> None:
    claims = scorer.score(f"Die Halle sei alt, sagt Obfrau Anna Moser. {told}").claims
    assert claims[1].source.name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Stadt wächst. Das sind Ergebnisse der Studie der Kammer.", ["der Studie der Kammer"] * 2),
        ("Die Stadt wächst. Das ist das Ergebnis der Erhebung.", ["der Erhebung"] * 2),
        ("Die Stadt wächst. Das ist das Ergebnis der Arbeit.", [None, None]),
        ("Die Stadt wächst. Die Ergebnisse der Studie sind neu.", [None, None]),
    ],
)
def test_what_is_called_the_findings_of_a_study_stands_there(
    scorer: sourcescore.Scorer, text: str, names: list[str | None]
) -> None:
    assert [claim.source.name for claim in scorer.score(text).claims] == names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Gerüchte, dass die Halle schließt, dementiert Anna Huber.", "Anna Huber", "named"),
        ("Anna Huber bestätigte Berichte, wonach die Halle schließt.", "Anna Huber", "named"),
        ("Gerüchte, dass die Halle schließt, gibt es seit Mai.", "Gerüchte", "vague"),
    ],
)
def test_who_speaks_of_what_is_said_in_general_is_the_source(
    scorer: sourcescore.Scorer, text: str, name: str, kind: str
) -> None:
    claim = scorer.score(text).claims[0]
    assert (claim.source.name, claim.source.kind) == (name, kind)
