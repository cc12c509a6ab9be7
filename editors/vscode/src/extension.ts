// Starts the language server and hands it the editor's settings; all else is the server's.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

async function start(): Promise<void> {
  const [program, ...args] = workspace.getConfiguration("sourcescore").get<string[]>("command", ["sourcescore", "lsp"]);
  if (!program) {
    void window.showErrorMessage("sourcescore: the setting sourcescore.command is empty.");
    return;
  }
  const server: ServerOptions = { command: program, args };
  const options: LanguageClientOptions = {
    documentSelector: ["plaintext", "markdown", "html"].map((language) => ({ language })),
    synchronize: {
      configurationSection: "sourcescore",
      fileEvents: workspace.createFileSystemWatcher("**/{sourcescore,rules}.toml"),
    },
  };
  client = new LanguageClient("sourcescore", "sourcescore", server, options);
  try {
    await client.start();
  } catch (error) {
    const how = "Install it with: pip install 'sourcescore[lsp]', or name it in the setting sourcescore.command.";
    void window.showErrorMessage(`sourcescore: "${program}" did not start (${error}). ${how}`);
  }
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("sourcescore.restart", async () => {
      await client?.stop();
      await start();
    }),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("sourcescore.command")) {
        await client?.stop();
        await start();
      }
    }),
  );
  await start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
