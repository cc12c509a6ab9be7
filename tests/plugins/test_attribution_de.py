"""German words that tie a claim to its source: which are marked, which only look so, and who it is then."""

from __future__ import annotations

import pytest

import sourcescore


def marked(scorer: sourcescore.Scorer, text: str) -> list[str]:
    return [s.text for s in scorer.find_signals(scorer.document(text)) if s.category == "attribution"]


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("Anna Moser ist überzeugt, dass die Brücke hält.", "ist", "Anna Moser"),
        ("Die Brücke hält, ist sich Anna Moser sicher.", "ist", "Anna Moser"),
        ("Die Trainerin war der Meinung, dass die Brücke hält.", "war", "Die Trainerin"),
        ("Kritisch äußerte sich die Trainerin: Die Brücke schwankt.", "äußerte", "die Trainerin"),
        ("Ähnlich sieht das die Trainerin.", "sieht", "die Trainerin"),
        ("Die Trainerin sieht die Pläne skeptisch, das sieht Anna Moser anders.", "sieht", "Anna Moser"),
        ("Zuvor hatte sich vor allem Anna Moser darüber beschwert, dass die Brücke schwankt.", "beschwert", "Anna Moser"),
        ("Auch sie warnte vor einem Einsturz. So warnte Anna Moser.", "warnte", "Anna Moser"),
        ("Die Brücke hält, schloss Anna Moser.", "schloss", "Anna Moser"),
        ("Die Brücke war neu, erinnerte Anna Moser an den Mai 1990.", "erinnerte", "Anna Moser"),
        ("Anna Moser erinnerte daran, dass die Brücke neu war.", "erinnerte", "Anna Moser"),
        ("Die Brücke hält, bemerkte dazu Anna Moser.", "bemerkte", "Anna Moser"),
        ("Anna Moser deutete den Fund als Beweis für eine Brücke.", "deutete", "Anna Moser"),
        ("Die Brücke hält, nahm Anna Moser Stellung.", "nahm", "Anna Moser"),
        ("Anna Moser wünscht sich eine höhere Brücke.", "wünscht", "Anna Moser"),
        ("Wenn es regnet, hatte sie gesagt, werde die Brücke gesperrt. Das sagte Anna Moser.", "gesagt", "Anna Moser"),
        ("Denn wie Anna Moser am Freitag mitteilte, hält die Brücke.", "mitteilte", "Anna Moser"),
        ("Die Brücke hält, wie Anna Moser, Leiterin der Abteilung für Brücken, am Freitag sagte.", "sagte",
         "Anna Moser, Leiterin der Abteilung für Brücken"),
        ("Wie das Landesamt (Abteilung 2) in Wallau mitteilt, hält die Brücke.", "mitteilt", "das Landesamt (Abteilung 2)"),
        ("Eine Studie, die im Mai erschienen ist, zeigt, dass die Brücke hält.", "zeigt", "Eine Studie"),
        ("Anna Moser vom Verein Bridges for All sagte, die Brücke sei gut.", "sagte", "Anna Moser vom Verein Bridges"),
        ("Anna Moser, die den Fluss und die Brücke kennt, sagte, sie halte.", "sagte", "Anna Moser"),
        ("Anna Moser findet, dass die Brücke hält.", "findet", "Anna Moser"),
        ("Anna Moser fand, die Brücke halte.", "fand", "Anna Moser"),
        ("Anna Moser hat die Brücke als mutig und neu begrüßt.", "begrüßt", "Anna Moser"),
        ("Dass die Brücke hält, davon geht auch Anna Moser aus.", "geht", "Anna Moser"),
        ("Auch Anna Moser, Leiterin des Amtes in der Vorstadt, sieht keinen Grund zur Sorge.", "sieht", "Anna Moser"),
        ("Die bei dem Treffen ebenfalls anwesende Leiterin Anna Moser meinte, das sei gut.", "meinte",
         "Die bei dem Treffen ebenfalls anwesende Leiterin Anna Moser"),
        ("Das Beispiel hat Anna Moser erzählt: Die Brücke schwankte.", "erzählt", "Anna Moser"),
        ("Die Leiterin schloss aus, dass die Brücke schwankt.", "schloss", "Die Leiterin"),
        ("Ein Glück für alle, ein Gewinn für Wallau, meinte Anna Moser.", "meinte", "Anna Moser"),
        ("Die Brücke schwankt nicht, wehrte sich Anna Moser.", "wehrte", "Anna Moser"),
        ("Anna Moser sieht den Umbau kritisch.", "sieht", "Anna Moser"),
        ("Der Lärm stört, machte Anna Moser auf die Folgen aufmerksam.", "machte", "Anna Moser"),
        ("Anna Moser denkt, dass die Brücke hält.", "denkt", "Anna Moser"),
        ("Anna Moser ist skeptisch, ob die Brücke hält.", "ist", "Anna Moser"),
        ("Die Trainer sind sich einig, dass die Halle zu klein ist.", "sind", "Die Trainer"),
        ("Die Trainerin hat den Eindruck, dass die Halle zu klein ist.", "hat", "Die Trainerin"),
        ("Die Halle sei zu klein, sekundierte Anna Moser.", "sekundierte", "Anna Moser"),
        ("Anna Moser erachtet die Halle als zu klein.", "erachtet", "Anna Moser"),
        ("Anna Moser hält den Umbau, der seit Mai läuft, für falsch.", "hält", "Anna Moser"),
        ('Die "Presse" berichtete am Montag, dass die Brücke alt sei.', "berichtete", 'Die "Presse"'),
        ('Wie der "Kurier" berichtet, ist die Brücke alt.', "berichtet", 'der "Kurier"'),
        ('"Wallauer Bote" berichtete, dass die Brücke alt sei.', "berichtete", "Wallauer Bote"),
        ("Die Brücke sei alt, heißt es auf der Homepage der Firma.", "heißt", "der Homepage der Firma"),
        ("Wie in der Studie zu lesen ist, ist die Brücke alt.", "lesen", "der Studie"),
        ('"Gut" sagte Anna Moser.', "sagte", "Anna Moser"),
        ("Bereits die erste Studie ergab, dass die Brücke hält.", "ergab", "die erste Studie"),
        ("Mosers Fazit nach dem Umbau: Die Brücke hält.", "Fazit", "Mosers"),
        ("Die aus jungen Leuten zusammengesetzte Kommission der Kammer warnt vor Rissen.", "warnt",
         "Die aus jungen Leuten zusammengesetzte Kommission der Kammer"),
        ("Anna Moser hofft, dass alles hält, und verweist auf die Prüfung: Die Seile sind neu.", "verweist", "Anna Moser"),
        ("Anna Moser lobte den Bau, monierte aber, dass er teuer ist.", "monierte", "Anna Moser"),
        ("Anna Moser, Chefvolkswirtin für Asien bei der Bank in Wallau, sieht keinen Grund zur Sorge.", "sieht", "Anna Moser"),
        ("Das Gericht erblickte darin einen Verstoß.", "erblickte", "Das Gericht"),
        ("Anna Moser sieht Parallelen zum Vorjahr.", "sieht", "Anna Moser"),
        ("Nach Schätzung der Kammer fehlen drei Brücken.", "Nach", "Schätzung der Kammer"),
        ("Brückenforscher Franz Moser hat herausgefunden, wie das Seil reißt.", "herausgefunden", "Brückenforscher Franz Moser"),
        ("Die Brücke ist alt, wie es in einer Aussendung der Stadt heißt.", "heißt", "einer Aussendung der Stadt"),
        ("Das sagte Anna Moser. Ihre These: Die Brücke ist zu alt.", "These", "Anna Moser"),
        ("Die Brücke sei zu alt, befand Anna Moser.", "befand", "Anna Moser"),
        ("Franz Moser, stellvertretender Klubchef der XPÖ, sagte, dass die Brücke hält.", "sagte",
         "Franz Moser, stellvertretender Klubchef der XPÖ"),
        ("Die Brücke hält, so van Moser.", "so", "van Moser"),
        ("Die Brücke hält, so eine Sprecherin der Stadt.", "so", "eine Sprecherin der Stadt"),
        ("Nach Kurier-Informationen hält die Brücke.", "Nach", "Kurier-Informationen"),
        ("Die Brücke hält ihren Angaben nach. Das sagte Anna Moser.", "nach", "Anna Moser"),
        ("Schätzungen nach hält die Brücke.", "nach", "Schätzungen"),
        ("Aus dem Rathaus hatte es zuvor geheißen, die Brücke halte stand.", "geheißen", "dem Rathaus"),
        ("Bewohner berichten von Rissen.", "", "Bewohner"),
        ("Die Brücke schwankt, berichtet Anna Moser von der Universität Wallau.", "berichtet",
         "Anna Moser von der Universität Wallau"),
    ],
)  # fmt: skip
def test_the_marker_and_its_source_are_found(scorer: sourcescore.Scorer, text: str, cue: str, name: str) -> None:
    assert not cue or cue in [word for run in marked(scorer, text) for word in run.split()]
    assert name in {a.source.name for a in scorer.score(text).attributions if a.source is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Moser hat den Fehler schnell gefunden: Eine Schraube war locker.",
        "Der Täter ist im Mai wegen Betrugs zu einer Entschädigung verurteilt worden.",
        "Die Brücke ist sicher ein Gewinn für die Stadt.",
        "Sicher ist, dass die Brücke hält.",
        "Zahlreiche Leser riefen am Montag bei der Zeitung an, sodass die Leitung besetzt war.",
        "Danach meldete sich die Läuferin zurück: Sie gewann zwei Rennen.",
        "Die Stadt entscheidet darüber, ob die Brücke gesperrt wird.",
        "Der Fall erinnert an den Einsturz von 1990, wo ein Pfeiler brach.",
        "Früher bemerkte sie, wenn die Brücke schwankte.",
        "Wenn die Stadt meint, dass die Brücke hält, wird sie geöffnet.",
        "Wiederholt schwankte die Brücke im Wind.",
        "Die Wanderer ahnten nicht, dass die Brücke schwankte.",
        "Sie kann Fehler benennen, große Reformen fordern und zuhören.",
        "Wer die Brücke sucht, findet sie.",
        "Die Wolke offenbart sich als Nebel: Sie ist feucht.",
        "Dass die Brücke schwankt, damit haben die Gäste nicht gerechnet.",
        "Steigt das Wasser, verfügt die Stadt über drei Pumpen.",
        "Nie hätte sie gedacht, dass die Brücke hält.",
        "Sie denkt an den Urlaub, bald beginnt er.",
        "Am Abend kündigt sich Regen an, der Himmel ist grau.",
        "Die Leute jubelten der Läuferin zu, die als Erste ankam.",
        "Was fordern Sie?",
        "Sie könne gut zuhören, offene Fragen ansprechen, neue Lösungen fordern und Mut machen.",
        "Es kamen Leute, die Hilfe beim Amt beantragten, zwei davon warten noch.",
        "Schon am Montag war die Brücke zu.",
        "Die Erpresser verlangen Lösegeld.",
        "Wallau verteidigt am Mittwoch ein 1:0 aus dem ersten Spiel.",
        "Das Kind erblickte am Montag das Licht der Welt.",
        "Der Händler bietet den Kunden an, die Ware zurückzugeben.",
        "Sie hat nicht herausgefunden, wie das Schloss aufgeht.",
        "Die Lehrerin, die an einer Schule unterrichtet, fährt Rad, das ist gesund.",
        "Die Leute können sich entscheiden, ob sie bleiben wollen.",
        "Zwei Spieler wurden von der Reise ausgeschlossen, weil sie fehlten.",
        "Die Brücke befindet sich am Fluss, das Haus am Berg.",
        "Es kam anders, als die Trainerin vermutet hatte.",
        "Die Fahrerin plädierte auf unschuldig.",
        "Es ist spät. So wies das Amt drei Brücken als alt aus.",
        "Die Brücke hält, so ein Glück.",
        "Die Nachfrage nach Einschätzungen von außen wächst.",
        "Die Brücke hat früher Wallauer Brücke geheißen.",
    ],
)
def test_what_only_looks_like_saying_is_left_alone(scorer: sourcescore.Scorer, text: str) -> None:
    assert marked(scorer, text) == []


def test_an_adverb_before_the_verb_is_no_second_marker(scorer: sourcescore.Scorer) -> None:
    assert marked(scorer, "Anna Moser hat wiederholt erklärt, dass die Brücke hält.") == ["erklärt"]


@pytest.mark.parametrize(
    ("text", "crowds"),
    [
        ("Böse Zungen behaupten, die Brücke schwanke.", ["Böse Zungen"]),
        ("Leute sagen, die Brücke schwanke.", ["Leute"]),
        ("Das sagen Leute", ["Leute"]),
        ("Brückenforscher warnen vor einem Einsturz.", ["Brückenforscher"]),
        ("Laut Brückenforscher Franz Moser hält die Brücke.", []),
        ("Die Astronomen sagten, der Stern sei alt.", []),
        ("Völkerrechtler verweisen darauf, dass der Vertrag gilt.", ["Völkerrechtler"]),
        ("Nach Ansicht des Klimaexperten schmilzt das Eis.", []),
        ("Der Wandel gilt für alle Zielgruppen, die das Haus erwartet.", []),
    ],
)
def test_crowds_are_vague_sources(scorer: sourcescore.Scorer, text: str, crowds: list[str]) -> None:
    found = [s.text for s in scorer.find_signals(scorer.document(text)) if s.category == "vague_source"]
    assert list(dict.fromkeys(found)) == crowds
