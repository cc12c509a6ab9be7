/** What the page says, in German and in English. */

const figure = (count, language) => count.toLocaleString(language);

const DE = {
  title: "Wie fest steht der Text hinter dem, was er sagt?",
  lead: "Bewertet die Formulierung, nie die Wahrheit. Der Text bleibt auf diesem Server.",
  placeholder: "Artikel einfügen, schreiben oder als Datei hierher ziehen.",
  text: "Text", controls: "Einstellungen", language: "Sprache des Textes", detect: "erkennen", rules: "Regeln", markup: "Format", plain: "reiner Text",
  usual: "Standard", example: "Beispiel", open: "Datei öffnen", copy: "Als HTML kopieren", download: "JSON speichern", clear: "Leeren",
  bar: "Bewertungen der Aussagen im Verlauf des Textes", shares: "Anteile der Bewertungen", panel: "Erklärung", claim: "Aussage",
  choose: "zur nächsten Aussage; oder auf eine Aussage klicken", word: "Wort", counts: "zählt für die Bewertung", informs: "nur ein Hinweis",
  before: "Vorige Aussage", next: "Nächste Aussage", close: "Schließen", rule: "Regel", score: "Ergebnis",
  check: "Zu prüfen", categories: "Markierte Signale", only: "Blendet nur die Markierung aus; die Bewertung bleibt.",
  carried: "weiter oben genannt:", jump: "zur Stelle", sum: "Summe", counted: "zählt als", own: "Ergebnis, von einem Plugin bewertet", copied: "Kopiert.",
  token: "Dieser Server verlangt ein Kennwort (Token).", wrong: "Das Kennwort stimmt nicht.", enter: "Anmelden", ui: "English", warnings: "Unvollständig",
  old: "Dieser Browser ist zu alt für diese Seite: Sie braucht die CSS Custom Highlight API (Chrome 105, Safari 17.2, Firefox 140).",
  labels: ["sehr schwach", "schwach", "gemischt", "gut", "solide"],
  kinds: {
    documented: "Dokument", named: "genannte Person oder Stelle", role: "Funktion, ohne Namen", media: "anderes Medium",
    vague: "vage Quelle", anonymous: "anonyme Quelle", none: "keine Quelle: der Text selbst",
  },
  names: {
    hearsay: "Hörensagen", rumour: "Gerücht", inference: "Schlussfolgerung", possibility: "Möglichkeit", allegation: "Vorwurf",
    distancing: "Distanzierung", approximation: "ungefähre Angabe", conditional: "Bedingung", prospective: "Plan, Erwartung",
    attribution: "Quellenangabe", anonymous_source: "anonyme Quelle", vague_source: "vage Quelle", indirect_speech: "indirekte Rede",
    direct_quote: "wörtliche Rede", confirmation: "Bestätigung", dispute: "Widerspruch", opinion: "Meinung der Quelle",
    experience: "eigenes Tun der Quelle", partisan: "Schriftstück einer Partei",
  },
  errors: {
    0: "Der Server antwortet nicht. Läuft „sourcescore serve“ noch?", 401: "Der Server verlangt ein Kennwort (Token).",
    408: "Die Verbindung zum Server ist zu langsam.", 413: "Der Text ist zu lang für diesen Server.",
    421: "Der Server kennt diese Adresse nicht; --allow-host erlaubt sie.", 422: "Der Server nimmt diesen Text nicht an.",
    500: "Im Server ist ein Fehler aufgetreten; sein Protokoll nennt die Stelle.", 502: "Der Server ist nicht erreichbar.",
    503: "Der Server ist gerade ausgelastet; es wird gleich wieder versucht.", 504: "Der Text hat zu lange gebraucht.",
    "too-slow-to-score": "Der Text hat zu lange gebraucht: Vielleicht ist er für diesen Server zu lang.",
  },
  of: (index, count) => `${index} von ${count}`,
  place: (index, count) => `Aussage ${index} von ${count}`,
  share: (count, label) => `${count} ${count === 1 ? "Aussage" : "Aussagen"}: ${label}`,
  limit: (most, unit) => ` Er nimmt höchstens ${most} ${unit === "bytes" ? "Byte" : "Zeichen"}.`,
  read: (claims, weak, mean) => claims ? `${figure(claims, "de")} ${claims === 1 ? "Aussage" : "Aussagen"}, ${figure(weak, "de")} zu prüfen, Mittel ${mean}` : "keine Aussage",
  unjudged: (language) => `Der Text scheint ${language} zu sein; dafür gibt es keine Regeln. Die Sprache lässt sich oben wählen.`,
  unread: (name) => `„${name}“ ist keine Textdatei. Aus Word oder PDF bitte den Text kopieren und hier einfügen.`,
};

const EN = {
  title: "How firmly does the text stand behind what it says?",
  lead: "Judges the wording, never the truth. The text stays on this server.",
  placeholder: "Paste an article, write one, or drop a file.",
  text: "Text", controls: "Settings", language: "Language of the text", detect: "detect", rules: "Rules", markup: "Format", plain: "plain text",
  usual: "standard", example: "Example", open: "Open a file", copy: "Copy as HTML", download: "Download JSON", clear: "Clear",
  bar: "Ratings of the claims, in the order of the text", shares: "Shares of the ratings", panel: "Explanation", claim: "Claim",
  choose: "to the next claim; or click one", word: "word", counts: "counts for the rating", informs: "only informs",
  before: "Previous claim", next: "Next claim", close: "Close", rule: "rule", score: "score",
  check: "To check", categories: "Signals marked", only: "Hides the marks only; the rating stays.",
  carried: "named earlier:", jump: "go there", sum: "sum", counted: "counted as", own: "score, set by a plugin", copied: "Copied.",
  token: "This server asks for a token.", wrong: "The token is not right.", enter: "Sign in", ui: "Deutsch", warnings: "Incomplete",
  old: "This browser is too old for this page: it needs the CSS Custom Highlight API (Chrome 105, Safari 17.2, Firefox 140).",
  labels: ["very weak", "weak", "mixed", "good", "solid"],
  kinds: {
    documented: "document", named: "named person or body", role: "role, without a name", media: "another medium",
    vague: "vague source", anonymous: "anonymous source", none: "no source: the text's own voice",
  },
  names: {
    hearsay: "hearsay", rumour: "rumour", inference: "inference", possibility: "possibility", allegation: "allegation",
    distancing: "distancing", approximation: "rough figure", conditional: "condition", prospective: "plan, expectation",
    attribution: "attribution", anonymous_source: "anonymous source", vague_source: "vague source", indirect_speech: "reported speech",
    direct_quote: "direct quotation", confirmation: "confirmation", dispute: "dispute", opinion: "opinion of the source",
    experience: "the source's own doings", partisan: "a party's own paper",
  },
  errors: {
    0: "The server does not answer. Is “sourcescore serve” still running?", 401: "The server asks for a token.",
    408: "The connection to the server is too slow.", 413: "The text is too long for this server.",
    421: "The server does not know this address; --allow-host admits it.", 422: "The server does not take this text.",
    500: "The server met an error; its log says where.", 502: "The server can not be reached.",
    503: "The server is busy; it is asked again in a moment.", 504: "The text took too long.",
    "too-slow-to-score": "The text took too long: it may be too long for this server.",
  },
  of: (index, count) => `${index} of ${count}`,
  place: (index, count) => `Claim ${index} of ${count}`,
  share: (count, label) => `${count} ${count === 1 ? "claim" : "claims"}: ${label}`,
  limit: (most, unit) => ` It takes at most ${most} ${unit}.`,
  read: (claims, weak, mean) => claims ? `${figure(claims, "en")} ${claims === 1 ? "claim" : "claims"}, ${figure(weak, "en")} to check, mean ${mean}` : "no claim",
  unjudged: (language) => `The text seems to be in ${language}, for which there are no rules. Its language can be chosen above.`,
  unread: (name) => `“${name}” is not a text file. From Word or PDF, copy the text and paste it here.`,
};

export const LANGUAGES = { de: DE, en: EN };

export const EXAMPLES = {
  de: `Stadt plant neues Hallenbad

Linzberg – Die Stadt soll für das neue Hallenbad bereits ein Grundstück gekauft haben. Der Preis liegt laut Insidern bei rund vier Millionen Euro, offenbar deutlich mehr als geplant.

„Wir haben das Grundstück im März erworben“, sagte Bürgermeisterin Anna Leitner am Montag im Gemeinderat. Der Bau beginne im Herbst, und er koste nicht mehr als das alte Bad.

Kritiker befürchten höhere Eintrittspreise. Das Bad könnte auch Vereine verdrängen, heißt es. Der Rechnungshof hat in seinem Bericht vom Mai vor Folgekosten gewarnt. Das Bad soll 2029 eröffnet werden.`,
  en: `City plans a new pool

The city has reportedly bought a site for its new pool. According to people familiar with the matter, the price was about four million euros, apparently twice as much as the old one cost.

“We bought the site in March,” said mayor Anna Leitner on Monday. Critics fear higher prices, and the pool could drive out clubs. The audit office warned of costs in its report of May.`,
};
