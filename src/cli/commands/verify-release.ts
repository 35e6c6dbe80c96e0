import { document } from "../documents.ts";
import { isAbsolute, resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { readGiven } from "../read-given.ts";
import type { Files } from "../../ports/files.ts";
import type { VerifiedRecord } from "../../release/record/verify-record.ts";
import type { RecordCheck } from "../../release/record/check-record.ts";
import { judge } from "../../engine/verdict.ts";
import { renderJournal } from "../render/journal-table.ts";
import type { Style } from "../render/style.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { workingDirectory } from "./directory.ts";

/** `shipwheel verify-release`: whether a release is what was released, without any network. */
export const verifyReleaseCommand: CommandDefinition = defineCommand({
  name: "verify-release",
  summary: "verify files, signatures, tag and journal of a release, without a network",
  group: "Publish and verify",
  examples: [
    { run: "shipwheel verify-release v1.0.0", what: "verify a release made on this machine" },
    {
      run: "shipwheel verify-release v1.0.0 --rebuild",
      what: "also build the tag again, and compare the bytes",
    },
  ],
  description:
    "Reads the record that release wrote (record.json beside the files) and compares everything with it: the journal's chain and seal, the digest of each file, SHA256SUMS and its signature, the tag and its " +
    "signature, the SBOM, attestations. Uses no network, except with --rebuild, which builds the tagged commit again with the recorded build requirements and compares the bytes. --verbose shows the journal.",
  arguments: [
    {
      name: "<release>",
      description:
        "a directory with a record.json, the file itself, or the tag or version of a release made here",
    },
  ],
  options: {
    files: { kind: "text", value: "<dir>", help: "another directory with the files, such as downloads" },
    repository: { kind: "text", value: "<dir>", help: "repository whose tag is also compared" },
    signers: {
      kind: "text",
      value: "<file>",
      help: "allowed signers file (ssh-keygen), instead of git's setting",
    },
    trustRoot: {
      kind: "text",
      value: "<file>",
      help: "trusted_root.json of a Sigstore instance other than the public one",
    },
    seal: { kind: "text", value: "<hash>", help: "the seal that you noted; at least 16 digits" },
    rebuild: {
      kind: "switch",
      help: "also build the files again from the tag, and compare the bytes; may use the network",
    },
  },
  onlyLooks: () => ({ backend: false }),
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const { verifyRecord } = await import("../../release/record/verify-record.ts");
    const here = workingDirectory(globals, terminal.directory());
    const path = (given: string | undefined): string | null =>
      given === undefined ? null : resolve(here, given);
    const trustRoot = path(options.trustRoot);
    const verified = await verifyRecord(
      {
        release: await placeOf(args[0] ?? ".", here, ports.files),
        files: path(options.files),
        repository: path(options.repository),
        signers: path(options.signers),
        trustRoot:
          trustRoot === null ? null : { title: trustRoot, text: await readGiven(trustRoot, ports.files) },
        seal: options.seal ?? null,
        rebuild: options.rebuild
          ? { repository: path(options.repository) ?? here, offline: globals.offline }
          : null,
      },
      ports,
    );
    return tell(verified, style, globals.verbose > 0);
  },
});

/** A path when it is one; else the name as it was typed. */
async function placeOf(given: string, here: string, files: Pick<Files, "stat">): Promise<string> {
  const path = isAbsolute(given) ? given : resolve(here, given);
  return (await files.stat(path)) === null ? given : path;
}

function tell(verified: VerifiedRecord, style: Style, verbose: boolean): Outcome {
  const { entries, ...rest } = verified;
  const verdict = judge(verified.findings, []);
  const words: Readonly<Record<RecordCheck["outcome"], string>> = {
    holds: style.good("holds"),
    broken: style.error("broken"),
    "not-checked": style.warning("not checked"),
  };
  const rows = verified.checks.map(({ title, outcome, detail, file }) => [
    title,
    words[outcome],
    outcome === "broken" && file !== undefined ? `${file}: ${detail}` : detail,
  ]);
  const what = verified.project === null ? verified.path : `${verified.project} ${verified.version}`;
  const files = [...new Set(verified.findings.map((each) => each.subject))].join(", ");
  const lines = [
    ...renderTable(["what", "", ""], rows, style),
    "",
    ...(verbose && entries.length > 0 ? [...renderJournal(entries), ""] : []),
    verdict.green
      ? `${style.good("holds")}: ${what} matches the release; sealed as ${verified.sealed}`
      : `${style.error("broken")}: ${what} does not match the release: ${files}`,
  ];
  return {
    exitCode: verdict.exitCode,
    json: document("verify-release", {
      verdict: verdict.green ? "green" : "red",
      phase: verdict.phase,
      ...rest,
      journal: entries,
    }),
    brief: lines.at(-1) ?? "",
    text: lines.join("\n"),
  };
}
