import { exampleSetup } from "prosemirror-example-setup";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { sourcescore } from "./sourcescore-plugin.js";

const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:8765";
const { score } = await import(`${server}/sourcescore.js`);
const status = document.querySelector("#status");

window.view = new EditorView(document.querySelector("#editor"), {
  state: EditorState.create({
    schema,
    plugins: [
      ...exampleSetup({ schema, menuBar: false }),
      sourcescore({
        score,
        server,
        onReport: (report) => { status.textContent = `${report.claims.length} claims`; },
        onError: (error) => { status.textContent = error.message; },
      }),
    ],
  }),
});
