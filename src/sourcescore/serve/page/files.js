/** Texts in and out: files, the clipboard, what is written. */

/** Above this many characters the browser's own way to put a text in takes longer than a reader waits. */
const MOST = 50_000;

/** Puts a text in place of an element's, so that it can be undone where it is not very long. */
export function putText(element, content) {
  const plain = content.replace(/\r\n?/g, "\n");
  element.focus({ preventScroll: true });
  if (plain.length <= MOST && element.textContent.length <= MOST) {
    getSelection().selectAllChildren(element);
    if (document.execCommand(plain ? "insertText" : "delete", false, plain)) return;
  }
  element.textContent = plain;
}

/** The text of a file, whatever its encoding: UTF-16 by its mark, else UTF-8, else what Windows wrote. Rejects where it has none. */
export async function load(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  let text;
  try {
    text = new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  // Images, Word documents, archives; a PDF may do without.
  if (text.includes("\0") || text.startsWith("%PDF-")) throw new TypeError("no text");
  return text;
}

/** @returns {boolean} whether the clipboard took it */
export function toClipboard(html, text) {
  // Not by navigator.clipboard: it needs a permission and an encrypted connection, and reads the styles under this page's policy.
  const listener = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", listener, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", listener, { capture: true });
  return done;
}

/** Lets the reader save a text. */
export function toFile(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
