import { document } from "../documents.ts";
import { safeJson } from "../../text/printable.ts";
import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { workingDirectory } from "./directory.ts";

/** `shipwheel index`: the embedded index by itself, until Ctrl-C. */
export const indexCommand: CommandDefinition = defineCommand({
  name: "index",
  summary: "run the rehearsal index on its own",
  group: "Publish and verify",
  examples: [
    { run: "shipwheel index", what: "on a free port, until Ctrl-C" },
    { run: "shipwheel index --port 8080 --storage index", what: "keep the uploaded files" },
  ],
  description:
    "A package index on loopback that accepts and rejects as PyPI does: upload, Simple API, trusted publishing. " +
    "Descriptions are rendered by PyPI's own renderer; if it is unavailable, the index says so when it starts. " +
    "Prints its URLs and a token, and runs until Ctrl-C.",
  arguments: [],
  options: {
    port: {
      kind: "number",
      value: "<number>",
      what: "a port, 0 to 65535",
      least: 0,
      most: 65_535,
      isWhole: true,
      help: "port for plain HTTP (default: a free port)",
    },
    tls: { kind: "negation", help: "do not listen for TLS" },
    storage: {
      kind: "text",
      value: "<dir>",
      help: "directory for uploaded files (default: a temporary one, removed at the end)",
    },
    sessions: {
      kind: "choice",
      value: "[when]",
      choices: ["immediate", "deferred"],
      bare: "immediate",
      help: "offer staged releases (Upload API 2.0, PEP 694, a draft); deferred: answer 202 and process later",
    },
  },
  async run({ session, options }) {
    const { ports, globals, print, style } = session;
    const { port, tls, storage, sessions = "none" } = options;
    const [{ startIndex }, { outerIndexes }, { readIndexConfiguration }, { openRenderer }] =
      await Promise.all([
        import("../../index-server/start-index.ts"),
        import("../../index-client/upstream-indexes.ts"),
        import("../../toolbox/index-configuration.ts"),
        import("../../toolbox/pinned/description-renderer.ts"),
      ]);
    const directory =
      storage === undefined
        ? await ports.files.temporaryDirectory("index")
        : resolve(workingDirectory(globals, terminal.directory()), storage);
    const outer = outerIndexes(await readIndexConfiguration(ports));
    await using renderer = openRenderer(ports, { offline: globals.offline });
    // Asked once, so that whoever starts the index knows what it will say.
    const trial = await renderer.render("A *trial* text.", "text/x-rst");
    await using index = await startIndex(
      { directory, tls, outer, renderer, settings: { sessions }, ...(port === undefined ? {} : { port }) },
      ports,
    );
    const facts = document("index", {
      http: index.httpOrigin,
      https: index.httpsOrigin,
      upload: index.uploadUrl,
      simple: index.simpleUrl,
      sessions: index.sessionsUrl,
      route: index.routes.get("default") ?? null,
      caFile: index.caFile,
      token: index.token,
      oidc: {
        requestUrl: index.oidc.requestUrl,
        requestToken: index.oidc.requestToken,
        issuer: index.oidc.issuer,
      },
      directory,
      descriptions: trial.kind === "unknown" ? { rendered: false, reason: trial.reason } : { rendered: true },
    });
    print(globals.json ? `${safeJson(facts)}\n` : `${humanLines(facts, style.strong).join("\n")}\n`);
    await aborted(ports.signal);
    return { exitCode: EXIT_CODES.interrupted, json: null, text: "" };
  },
});

function humanLines(
  facts: {
    readonly upload: string;
    readonly simple: string;
    readonly sessions: string | null;
    readonly https: string | null;
    readonly caFile: string | null;
    readonly token: string;
    readonly route: string | null;
    readonly descriptions: { readonly rendered: boolean; readonly reason?: string };
  },
  strong: (text: string) => string,
): readonly string[] {
  return [
    `upload   ${facts.upload}`,
    `simple   ${facts.simple}`,
    ...(facts.sessions === null ? [] : [`sessions ${facts.sessions} (Upload API 2.0)`]),
    ...(facts.route === null
      ? []
      : [`install  ${facts.route} (other packages come from your configured index)`]),
    ...(facts.https === null ? [] : [`https    ${facts.https} (authority: ${facts.caFile})`]),
    `user     __token__`,
    `token    ${facts.token}`,
    ...(facts.descriptions.rendered
      ? []
      : [
          `note     reStructuredText descriptions are not checked because PyPI's renderer is unavailable: ${facts.descriptions.reason}`,
        ]),
    "",
    strong("Ctrl-C ends it."),
  ];
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve_) => signal.addEventListener("abort", () => resolve_(), { once: true }));
}
