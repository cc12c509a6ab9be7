"""German sources in less usual places: surveys, papers of parties, media that pass on, names behind places, crowds that act."""

from __future__ import annotations

from pathlib import Path

import pytest

import sourcescore


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("In einer Umfrage des Instituts Mira lag die Partei vorn.", "documented", "einer Umfrage des Instituts Mira"),
        ("In einer Befragung gaben 45 Prozent an, nie zu lesen.", "documented", "einer Befragung"),
        ("Im Mai wurde in einer Studie behauptet, dass Katzen lachen.", "documented", "einer Studie"),
        ("Die Stadt legt einen Bericht vor. Darin steht, dass Geld fehlt.", "documented", "einen Bericht"),
        ("Das Amt wächst. Das geht aus dem der Zeitung vorliegenden Budget hervor.", "documented", "dem der Zeitung vorliegenden Budget"),
        ("Der Preis sei gestiegen, wie eine Studie der Kammer (WKX) zeigt.", "documented", "eine Studie der Kammer (WKX)"),
        ("Ein Sprecher sagte laut der Nachrichtenagentur Sana, der Kran sei gefallen.", "role", "Ein Sprecher"),
        ("Laut der Nachrichtenagentur Sana sagte ein Sprecher, der Kran sei gefallen.", "media", "der Nachrichtenagentur Sana"),
        ("Eine Sprecherin sagte der Deutschen Presse-Agentur, der Kran sei gefallen.", "role", "Eine Sprecherin"),
        ("Man könne das ausschließen, sagt der Leiter der Abteilung im Amt der Stadt, Harald Moser.", "named",
         "der Leiter der Abteilung im Amt der Stadt, Harald Moser"),
        ("Das Haus ist alt, schrieb die Studentin, laut der es im Mai verkauft wird.", "role", "die Studentin"),
        ("Die Leiterin des Hauses in Linz, Anna Moser, etwa hält das für Unsinn.", "named",
         "Die Leiterin des Hauses in Linz, Anna Moser"),
        ("Dagegen zitiert Heinz Moser eine alte Weisheit: Wer viel hat, dem wird viel gegeben.", "named", "Heinz Moser"),
        ("Zuerst kam Robert Hubner. Das Haus ist alt, zitierte die Agentur MIRA Hubner am Montag.", "named", "Hubner"),
        ("Laut Ministeriumsangaben ist das Haus alt.", "named", "Ministeriumsangaben"),
        ("Laut Polizeiangaben ist das Haus alt.", "role", "Polizeiangaben"),
        ("Die Polizei machte keine Angaben zur Zahl der Gäste.", "role", "Die Polizei"),
        ("Anna Moser äußerte sich nicht dazu, ob das Haus verkauft wird.", "named", "Anna Moser"),
        ("Die Echtheit des Papiers will Anna Moser nicht bestätigen.", "named", "Anna Moser"),
        ("Über die Ursachen wollte Anna Moser nicht spekulieren.", "named", "Anna Moser"),
        ("Die Frage, ob die Daten weg sind, beantwortete Anna Moser nicht.", "named", "Anna Moser"),
        ("Über die Ursachen wollte Moser nicht spekulieren.", "named", "Moser"),
        ("Details will die Ministerin nicht nennen.", "role", "die Ministerin"),
        ("Kritiker wie Anna Moser warnen vor den Folgen.", "named", "Anna Moser"),
        ("Das Haus ist alt, sagen Fachleute wie der Baumeister Heinz Moser.", "named", "der Baumeister Heinz Moser"),
        ("Pikant: Laut Dokumenten gehört das Haus der Stadt.", "documented", "Dokumenten"),
        ("Laut den Forschern ist das Haus alt.", "role", "den Forschern"),
        ("Dabei kommt Anna Moser zu einem harten Urteil: Das Haus ist schief.", "named", "Anna Moser"),
        ("Das Gericht (LG) Linz hat entschieden, dass die Akten bleiben.", "named", "Das Gericht (LG) Linz"),
        ("Die Lage ist nach Mosers Worten ruhig.", "named", "Mosers"),
        ("Der Polster wärmt nach Angaben der Entwickler den Kopf.", "role", "der Entwickler"),
        ("Der Polster wärmt nach Ansicht der Experten den Kopf.", "vague", "der Experten"),
        ("Nutzer klagen über Pannen.", "vague", "Nutzer"),
        ("Laut Nutzern gibt es Pannen.", "vague", "Nutzern"),
        ("Laut Organisatoren kamen 300 Leute.", "role", "Organisatoren"),
        ("Laut einer in „Nature“ veröffentlichten Studie schlafen Fische.", "documented",
         "einer in „Nature“ veröffentlichten Studie"),
        ("Einem Bericht der „Zeit“ zufolge schließt das Bad.", "media", "Einem Bericht der „Zeit“"),
        ("Der Bundesgerichtshof entschied, dass das Bad schließt.", "documented", "Der Bundesgerichtshof"),
        ("Laut ORF ist der neue ORF-Sender nicht zu empfangen.", "named", "ORF"),
        ("Man habe die Zahlen geprüft, teilte der ORF mit.", "named", "der ORF"),
        ("Laut ORF ist der Minister krank.", "media", "ORF"),
        ("Die Schule schließe, berichtet die Wiener Zeitung unter Berufung auf Insider.", "media", "die Wiener Zeitung"),
        ("Forscher um Anna Moser behaupten, dass Fische schlafen.", "named", "Forscher um Anna Moser"),
        ("Das sei neu, sagte der Historiker Heinz Moser.", "named", "der Historiker Heinz Moser"),
        ("Das ist laut Historikern neu.", "vague", "Historikern"),
        ("Das ist laut Biologen der Universität Wien neu.", "named", "Biologen der Universität Wien"),
        ("Das Netz wächst, wie Anna Moser, Leiterin der Abteilung, am Dienstag sagte.", "named",
         "Anna Moser, Leiterin der Abteilung"),
        ("Doch wie Forscher der Universität Wien nun herausfanden, schlafen Fische.", "named",
         "Forscher der Universität Wien"),
        ("Die Schule schließt, berichtet die Mitterndorfer Zeitung.", "media", "die Mitterndorfer Zeitung"),
        ("Die Lage sei ernst, so die Vizechefin des Hilfswerks in Uganda, Anna Moser.", "named",
         "die Vizechefin des Hilfswerks in Uganda, Anna Moser"),
        ("Die Lage sei ernst, sagte der Leiter der Schule in Graz, der auch Koch ist.", "role", "der Leiter der Schule"),
        ("Geht es nach Moser, haben Busse Vorrang.", "named", "Moser"),
        ("Busse haben Vorrang, wenn es nach Anna Moser geht.", "named", "Anna Moser"),
        ("Hervorgehoben hat Moser, dass die Busse fahren.", "named", "Moser"),
        ("Moser blieb ruhig, hielt im Interview am Sonntag aber fest, es sei traurig.", "named", "Moser"),
        ("Der Mitteilung zufolge versicherte Moser, dass die Busse fahren.", "named", "Moser"),
        ("Parteiobfrau und Klubobfrau Anna Moser bestätigt die Pläne.", "named", "Parteiobfrau und Klubobfrau Anna Moser"),
        ("Fachleute der Firma Mira Labs machen die Gruppe verantwortlich.", "named", "Fachleute der Firma Mira Labs"),
        ("Montag sei der Mann gekommen, zitiert der Kurier Hausbesitzer Franz Moser.", "named", "Hausbesitzer Franz Moser"),
        ("Ermittler gehen von Brandstiftung aus.", "role", "Ermittler"),
        ("Die UNO berichtete vom Fund vieler Waffen.", "named", "Die UNO"),
        ("Das Los erhielt laut US-Medien der kleine Verlag Mira.", "vague", "US-Medien"),
        ("Der Chor ist pleite. Am Freitag hatten die Mühlberger Nachrichten darüber berichtet.", "media", "die Mühlberger Nachrichten"),
        ("Der ORF wies die Vorwürfe am Montag zurück.", "named", "Der ORF"),
        ("Der ORF berichtete am Montag, dass Geld fehlt.", "media", "Der ORF"),
        ("Neue Studie zu Löhnen zeigt, dass Geld fehlt.", "documented", "Neue Studie"),
        ("Britische und US-amerikanische Forscher meinen, es reiche.", "vague", "Britische und US-amerikanische Forscher"),
        ("Wir warten, erklärte einer von ihnen.", "role", "einer von ihnen"),
        ("Gewerkschafter fürchten, dass Geld fehlt.", "vague", "Gewerkschafter"),
        ("Sowohl Kanzler Franz Huber (XPÖ) als auch Ministerin Anna Moser stellten mehr Geld in Aussicht.", "named",
         "Kanzler Franz Huber (XPÖ) als auch Ministerin Anna Moser"),
        ("Ein Alkoholtest ergab zwei Promille.", "documented", "Ein Alkoholtest"),
        ("Anna Moser äußerte Bedenken gegen den Umbau.", "named", "Anna Moser"),
        ("100 Gründer forderten, dass gebaut wird.", "role", "100 Gründer"),
        ("Nach UNO-Angaben kamen viele Menschen.", "named", "UNO-Angaben"),
        ("Am Freitag kündigte die Regierung in Wallau den Bau an.", "named", "die Regierung in Wallau"),
        ("Der Preis fällt laut der Ratingagentur Mira.", "named", "der Ratingagentur Mira"),
        ("Das Treffen war gut, sagte der Unterhändler des Landes, Luis de la Rosa.", "named",
         "der Unterhändler des Landes, Luis de la Rosa"),
        ("Der Chor ist pleite, zitierte der Kurier am Montag eine interne Quelle.", "anonymous", "eine interne Quelle"),
        ("Als Alternative schlug Moser eine Steuer vor.", "named", "Moser"),
        ("Moser musste einräumen, dass Geld fehlt.", "named", "Moser"),
        ("Die Studie konnte zeigen, dass Geld fehlt.", "documented", "Die Studie"),
        ("Wie die Polizei mitteilte wurde niemand verletzt.", "role", "die Polizei"),
        ("Das Haus bleibt leer. Zu diesem Schluss kommt Anna Moser.", "named", "Anna Moser"),
        ("Das Haus kostet laut Auskunft Mosers viel.", "named", "Mosers"),
        ("Die Gründerin der Schule, Anna Moser, erhebt Vorwürfe gegen die Stadt.", "named",
         "Die Gründerin der Schule, Anna Moser"),
        ("Der Preis liegt nach Berechnung der Statistik Austria bei zwei Euro.", "documented",
         "der Statistik Austria"),
        ("Die meisten Umfragen zeigen, dass der Mann vorn liegt.", "vague", "Die meisten Umfragen"),
        ("Eine Umfrage ergab, dass 40 Prozent lesen. Weitere 30 Prozent hören Radio.", "documented", "Eine Umfrage"),
        ("Der Bau ist teuer. So die Autorin Anna Moser.", "named", "die Autorin Anna Moser"),
    ],
)  # fmt: skip
def test_the_source_is_found(scorer: sourcescore.Scorer, text: str, kind: str, name: str) -> None:
    source = scorer.score(text).claims[-1].source
    assert (source.kind, source.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Der Konzern bestätigte den Kauf. Zuvor hatte der Kurier darüber berichtet.", ["named", "media"]),
        ("Blei sei gemessen worden. Betroffen seien alle Orte.", ["none", "none"]),
        ("STANDARD: Das ist viel. Und wer zahlt? Moser: Wir zahlen das.", ["none", "named"]),
        ("Eine Umfrage ergab, dass 40 Prozent lesen. Das Haus wurde 1990 gebaut.", ["documented", "none"]),
        ("Der Bau sei teuer, sagte Anna Moser. Da darf man nicht sparen.", ["named", "named"]),
        ("Die Preise stiegen. Das teilte heute, Freitag, die Bundesbehörde für Preise mit.", ["named", "named"]),
        ("Der Bau sei teuer, sagte Anna Moser. Das ist jedem klar. Man müsse aber bauen.", ["named", "named", "named"]),
        ("Der Bau sei teuer, sagte Anna Moser. Am Montag fuhr man ab.", ["named", "none"]),
    ],
)
def test_each_claim_has_its_own_source(scorer: sourcescore.Scorer, text: str, kinds: list[str]) -> None:
    assert [claim.source.kind for claim in scorer.score(text).claims] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Zahlreiche Nutzer begrüßen den Umbau des Hauses.",
        "In einem Brief äußerten zahlreiche Hausbesitzerinnen den Wunsch nach einem Umbau.",
        "Der Umbau wurde von Kollegen mit Applaus gewürdigt.",
        "Im Vorjahr war von 75 Raubkatzen ausgegangen worden.",
        "Die Leute aus dem Lager – so der Name des Zeltplatzes – zogen weiter.",
        "Das hat auch die Herstellerin Mira bemerkt.",
        "Nach Auswertung der Spuren kam die Frau frei.",
        "Heute stellt kaum jemand Mosers Entscheidung infrage.",
        "Bisher bestritt Moser 67 Profikämpfe.",
        "Der Bau wird, gemäß der Politik des Hauses, gemeldet.",
        "Die Vögel, wie sie von den Zeitungen genannt werden, sind laut.",
        "Die Tür öffnen können nur Eingeweihte mit einem Schlüssel.",
        "Wer das Buch liest, findet Beispiele.",
        "Am Mittwoch verteidigt der Meister seinen Titel.",
        "Die Gruppe bekundet große Mühe mit dem Bau.",
        "Das Lied ruft in Erinnerung, dass es Sommer war.",
        "Der Regen hat Linz schlimmer getroffen als befürchtet.",
        "Darin liegt der bereits erwähnte Unterschied.",
        "Tore: Moser, Huber und Berger trafen spät.",
        "Gemeinhin bezeichnet der Begriff einen Entwurf.",
        "Anna Moser legte in der achten Minute nach.",
        "Das Ergebnis der Studie war enttäuschend.",
        "Das Ergebnis der Wahl ist, dass niemand regieren kann.",
        "Wie es weitergeht, weiß Anna Moser nicht.",
        "So sehen 83 Prozent der Wiener Mieter den Umbau als Fehler.",
        "Die Gewerkschaft drängt auf höhere Löhne.",
        "Auch alte Häuser wurden begrünt, so etwa das Dach am Amt.",
        "Das Ministerium lud die Botschafterin nach Berichten über den Vorfall vor.",
    ],
)
def test_the_text_speaks_for_itself(scorer: sourcescore.Scorer, text: str) -> None:
    assert [claim.source.kind for claim in scorer.score(text).claims] == ["none"]


def test_what_others_do_with_words_is_still_told_as_a_relation(scorer: sourcescore.Scorer) -> None:
    (attribution,) = scorer.score("Der Umbau wurde von der Ministerin gewürdigt.").attributions
    assert attribution.type == "reported"
    assert attribution.source is not None
    assert attribution.source.name == "der Ministerin"


def test_an_answer_of_one_word_takes_its_turn(scorer: sourcescore.Scorer) -> None:
    text = "STANDARD: Kann das gelingen? Moser: Absolut. Die Zeit ist kurz. Es kann gelingen."
    names = {claim.source.name for claim in scorer.score(text).claims}
    assert names == {"Moser"}


def test_the_paper_of_a_party_is_one_sides_word(scorer: sourcescore.Scorer) -> None:
    claims = scorer.score("Das Gerät sei defekt, heißt es in der Klage. Das Gerät reagiere langsam.").claims
    assert [(claim.source.kind, claim.rating) for claim in claims] == [("documented", 3), ("documented", 3)]
    assert {s.rule for c in claims for s in c.signals if s.category == "partisan"} == {
        "de.partisan.paper",
        "de.partisan.goes_on",
    }
    (ruling,) = scorer.score("Das Gerät sei defekt, heißt es im Urteil.").claims
    assert ruling.rating == 5


def test_of_two_sources_alike_the_one_with_most_of_the_claim_governs(scorer: sourcescore.Scorer) -> None:
    text = "Weil in dieser Stadt die Partei droht, ihnen das Amt abzunehmen, sei alles längst geplant gewesen, erklärt Moser."
    assert [claim.source.name for claim in scorer.score(text).claims] == ["Moser"]


def test_a_strong_doubt_makes_opinions_count_no_more(scorer: sourcescore.Scorer, tmp_path: Path) -> None:
    text = "Das könnte ein schwerer Fehler sein, sagte Anna Moser."
    (claim,) = scorer.score(text).claims
    assert "opinion" not in {signal.category for signal in claim.signals}
    assert claim.rating == 2
    (tmp_path / "rules.toml").write_text("doubt = 1\n", "utf-8")
    (claim,) = sourcescore.Scorer(rules=tmp_path / "rules.toml", lang="de").score(text).claims
    assert "opinion" in {signal.category for signal in claim.signals}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Viele befürchten, dass das Haus schließt.", "vague", "Viele"),
        ("Nicht wenige bezeichnen den Bau als missglückt.", "vague", "wenige"),
        ("Die Wiener Forscher gehen davon aus, dass es regnet.", "role", "Die Wiener Forscher"),
        ("Die Ministerin sieht gute Chancen für das Buch.", "role", "Die Ministerin"),
        ("Anna Moser stellt das Abkommen im Interview infrage.", "named", "Anna Moser"),
        ("Von diesem Plan hält Anna Moser nichts.", "named", "Anna Moser"),
        ("Der Platz ist zu klein, findet Anna Moser.", "named", "Anna Moser"),
        ("Der Platz ist zu klein, sagte Van der Moser.", "named", "Van der Moser"),
        ("Van der Moser sagte, der Platz sei zu klein.", "named", "Van der Moser"),
        ("Anna Moser sagte, das sei gut.", "named", "Anna Moser"),
        ("Laut Anna Van den Berg ist der Platz zu klein.", "named", "Anna Van den Berg"),
        ("Der Platz sei zu klein, sagte Von der Moser.", "named", "Von der Moser"),
        ("Ein Ergebnis der Studie ist, dass die Löhne sinken.", "documented", "der Studie"),
        ("Die Löhne sinken, das ist das Fazit eines neuen Berichts.", "documented", "eines neuen Berichts"),
        ("Ergebnis der Untersuchung: Die Luft ist sauber.", "documented", "der Untersuchung"),
        ("Das klappt selten, weiß die Ministerin.", "role", "die Ministerin"),
        ("Als falsch bezeichnete es Anna Moser, dass die Stadt zahle.", "named", "Anna Moser"),
        ("Die XPÖ wirft der Stadtführung vor, zu sparen.", "named", "Die XPÖ"),
        ("Nach Berichten griechischer Medien steht das Haus leer.", "vague", "Berichten griechischer Medien"),
        ("Dies sagte Anna Moser am Mittwoch am Rande der Sitzung.", "named", "Anna Moser"),
        (
            "Er starb am Samstag, wie der Kurier am Sonntag (Ortszeit) unter Berufung auf seine Frau berichtete.",
            "media",
            "der Kurier",
        ),
        ("In einem Schreiben des Anwalts wird der Fehler eingestanden.", "documented", "einem Schreiben des Anwalts"),
        ("Die Stadt hält der Firma vor, Müll zu lagern.", "role", "Die Stadt"),
        ("Führende europäische Ökonomen warnen vor einem Austritt.", "vague", "Führende europäische Ökonomen"),
        (
            "Die Chefin des Vereins Dach für alle, Anna Moser, warnt vor Leerstand.",
            "named",
            "Die Chefin des Vereins Dach für alle, Anna Moser",
        ),
        ("Anna Moser zweifelt am Nutzen des Baus.", "named", "Anna Moser"),
        ("Anna Moser störte sich an den Kosten.", "named", "Anna Moser"),
        ("Das Haus ist verkauft, wird Anna Moser vom Kurier zitiert.", "named", "Anna Moser"),
        ("Republikaner kündigen Widerstand an.", "named", "Republikaner"),
        ("In dem Kurier-Bericht hieß es, das Haus sei verkauft.", "media", "dem Kurier-Bericht"),
        ("Das Oberste Gericht erklärte, das Haus sei verkauft.", "named", "Das Oberste Gericht"),
        ("Das Haus ist verkauft, berichtet das Branchenmedium bauen.at.", "media", "das Branchenmedium"),
    ],
)
def test_views_are_told_in_many_words(scorer: sourcescore.Scorer, text: str, kind: str, name: str) -> None:
    (claim,) = scorer.score(text).claims
    assert (claim.source.kind, claim.source.name) == (kind, name)


@pytest.mark.parametrize(
    "text", ["Man nennt es hier den kleinen Umbau.", "Viele kamen zum Fest.", "Sie sieht den Film mit Freude."]
)
def test_nobody_in_particular_says_so(scorer: sourcescore.Scorer, text: str) -> None:
    assert {claim.source.kind for claim in scorer.score(text).claims} == {"none"}


@pytest.mark.parametrize(
    "text", ["Geht es nach Moser", "Nach STANDARD-Infos", "Sagt der Leiter im Amt der Stadt, Anna Moser"]
)
def test_a_text_may_break_off_anywhere(scorer: sourcescore.Scorer, text: str) -> None:
    assert scorer.score(text).incomplete is False


def test_reportative_sollen_is_hearsay_also_where_nobody_was_named(scorer: sourcescore.Scorer) -> None:
    report = scorer.score(
        "Der Damm ist gebrochen. Zwei Wächter sollen geflohen sein. Der Damm soll 2031 erneuert werden."
    )
    [relation] = report.attributions
    assert (relation.type, relation.source, relation.claims) == ("hearsay", None, (1,))
    assert report.claims[1].source.kind == "none"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Obfrau Anna Moser beruhigt. Wir müssen heuer sparen.", "Obfrau Anna Moser"),
        ("Der Umbau beginnt. Wir müssen heuer sparen.", None),
        ("Neue Wege braucht die Stadt. Wir müssen heuer sparen.", None),
    ],
)
def test_i_and_we_are_the_person_whom_the_sentence_before_is_about(
    scorer: sourcescore.Scorer, text: str, name: str | None
) -> None:
    assert scorer.score(text).claims[1].source.name == name


def test_you_goes_on_in_the_words_of_whom_was_quoted(scorer: sourcescore.Scorer) -> None:
    claims = scorer.score("Der Beruf ist hart, sagt Obfrau Anna Moser. Du stehst um vier Uhr auf.").claims
    assert claims[1].source.name == "Obfrau Anna Moser"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Moser gewann den Lauf. Das war hart, sagte die Trainerin.", "named"),
        ("Anna Moser gewann den Lauf. Das war hart, sagte der 27-Jährige.", "named"),
        ("Das Sozialministerium prüft das. Es fehle Geld, teilte das Ministerium mit.", "named"),
        ("Der Lauf war lang. Das war hart, sagte die Trainerin.", "role"),
        ("Ein Trainer kam. Das war hart, sagte der Trainer.", "role"),
        ("Anna Moser gewann den Lauf. Das war nach Ansicht der Forscher hart.", "role"),
    ],
)
def test_who_it_is_may_have_been_said_before_though_not_as_a_source(
    scorer: sourcescore.Scorer, text: str, kind: str
) -> None:
    assert scorer.score(text).claims[1].source.kind == kind


def test_demnach_may_point_to_a_document_that_was_only_mentioned(scorer: sourcescore.Scorer) -> None:
    claims = scorer.score("Die jüngsten Zahlen sind von 2011. Die Schulen sind demnach schlechter.").claims
    assert (claims[1].source.kind, claims[1].source.name) == ("documented", "Die jüngsten Zahlen")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Das sei gut, sagte Eva Huber. Bürgermeisterin Anna Moser zögert. Man prüfe noch, sagt sie.",
            "Bürgermeisterin Anna Moser",
        ),
        ("Das sei gut, sagte Eva Huber. Neue Wege sind schwierig. Man prüfe noch, sagt sie.", "Eva Huber"),
    ],
)
def test_a_pronoun_is_the_person_whom_the_sentence_before_is_about(
    scorer: sourcescore.Scorer, text: str, name: str
) -> None:
    assert scorer.score(text).claims[-1].source.name == name
