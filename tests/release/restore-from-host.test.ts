import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { TRUST_ROOT_VARIABLE } from "../../src/attest/services.ts";
import { openJournal } from "../../src/engine/journal/journal.ts";
import type { Forge, ForgeRelease } from "../../src/forge/forge.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { PROMOTED_OTHER_BYTES } from "../../src/release/release-rules.ts";
import { restoreFromHost } from "../../src/release/state/restore-from-host.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { testSigstore, type SignOptions } from "../support/sigstore.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";

const FINDING = PROMOTED_OTHER_BYTES.finding({
  message: "they are bad",
  help: "see who made them",
  subject: "x",
});
const COMMIT = "c".repeat(40);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

let scratch: TemporaryDirectory;
beforeEach(() => {
  scratch = temporaryDirectory("restore");
});
afterEach(() => scratch[Symbol.dispose]());

interface Host {
  readonly commit?: string | null;
  /** What is attached instead. */
  readonly attached?: Readonly<Record<string, Uint8Array | undefined>>;
  /** Whether downloads end in the middle. */
  readonly isCut?: boolean;
  /** Whether something stands against the files. */
  readonly isBad?: boolean;
  /** The keys that are believed. */
  readonly trustRoot?: string;
}

const FILES: Readonly<Record<string, Uint8Array>> = Object.fromEntries([
  ...[demoSdist(), demoWheel()].map((file) => [file.fileName, file.bytes] as const),
  ["demo_pkg-1.0.0.cdx.json", Buffer.from("{}")],
]);
const [SDIST = ""] = Object.keys(FILES);

function sumsOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return Buffer.from(
    Object.entries(files)
      .map(([name, bytes]) => `${sha256(bytes)} *${name}\n`)
      .join(""),
  );
}

/** Restores from a host; `shown`: the digests that the index shows. */
async function restore(
  { commit = COMMIT, attached = {}, isCut = false, isBad = false, trustRoot = "" }: Host,
  shown: Readonly<Record<string, string>> = {},
) {
  const held: Record<string, Uint8Array | undefined> = { ...FILES, SHA256SUMS: sumsOf(FILES), ...attached };
  const names = Object.keys(held).filter((name) => held[name] !== undefined);
  const bytesOf = (name: string): Uint8Array => held[name] ?? new Uint8Array();
  const release: ForgeRelease = {
    id: "1",
    tag: "v1.0.0",
    commit,
    name: "",
    notes: "",
    draft: true,
    prerelease: false,
    immutable: false,
    url: "",
    assets: names.map((name) => ({
      id: name,
      name,
      size: bytesOf(name).length,
      sha256: sha256(bytesOf(name)),
      complete: true,
    })),
  };
  const forge = {
    id: "github",
    title: "Host",
    repository: "octo-org/sampleproject",
    find: () => Promise.resolve(release),
    download: (
      _release: unknown,
      { name }: { name: string },
      take: (body: AsyncIterable<Uint8Array>) => Promise<void>,
    ) =>
      take(
        (async function* () {
          const bytes = bytesOf(name);
          yield await Promise.resolve(isCut ? bytes.subarray(0, bytes.length / 2) : bytes);
        })(),
      ),
  };
  const directory = mkdtempSync(join(scratch.path, "state-"));
  const keys = join(directory, "trusted_root.json");
  writeFileSync(keys, trustRoot);
  const variables = trustRoot === "" ? {} : { [TRUST_ROOT_VARIABLE]: keys };
  await using node = nodePorts({ variables });
  const distributions = join(directory, "dist");
  const journal = await openJournal(join(directory, "journal.jsonl"), node.ports);
  const state = { directory, distributions, journal, journalPath: "" };
  const files = new Map(Object.entries(shown).map(([name, digest]) => [name, { sha256: digest }]));
  const material = {
    release: {
      forge: forge as unknown as Forge,
      tag: { name: "v1.0.0" },
      commit: COMMIT,
      project: "demo-pkg",
      version: "1.0.0",
    },
    state,
    look: () => Promise.resolve({ files }),
  };
  const judged: string[] = [];
  const judgeFiles = (paths: readonly string[]): Promise<readonly Finding[]> => {
    judged.push(...paths.map((path) => basename(path)));
    return Promise.resolve(isBad ? [FINDING] : []);
  };
  const restored = await restoreFromHost(material as never, judgeFiles, node.ports);
  const { from = null, findings = [] } = restored ?? {};
  return { from, findings, judged, directory, entries: journal.entries.map(({ type }) => type) };
}

test("the draft of this commit gives its files, and its companions", async () => {
  const { from, directory, entries } = await restore({});
  expect([from, entries]).toEqual(["the draft v1.0.0 on Host", ["frozen", "made", "rehearsed"]]);
  expect(existsSync(join(directory, "dist", SDIST))).toBe(true);
  expect(existsSync(join(directory, "assets", "demo_pkg-1.0.0.cdx.json"))).toBe(true);
});

test.each<[string, Host, Readonly<Record<string, string>>?]>([
  ["another commit", { commit: "d".repeat(40) }],
  [
    "another commit, though the index has its bytes",
    { commit: "d".repeat(40) },
    { [SDIST]: sha256(FILES[SDIST] ?? new Uint8Array()) },
  ],
  ["no commit is told, and the index has nothing", { commit: null }],
  ["no commit is told, and the index has other bytes", { commit: null }, { [SDIST]: "0".repeat(64) }],
  ["no SHA256SUMS: attaching was not over", { attached: { SHA256SUMS: undefined } }],
  ["a file is missing", { attached: { [SDIST]: undefined } }],
  ["a file is another one than SHA256SUMS says", { attached: { [SDIST]: Buffer.from("x") } }],
  [
    "a name that leaves the directory",
    { attached: { "../x": Buffer.from("x"), SHA256SUMS: sumsOf({ ...FILES, "../x": Buffer.from("x") }) } },
  ],
  [
    "no distribution of this version",
    { attached: { SHA256SUMS: sumsOf({ "demo_pkg-1.0.0.cdx.json": Buffer.from("{}") }) } },
  ],
  ["SHA256SUMS is something else", { attached: { SHA256SUMS: Buffer.from("<html>") } }],
])("nothing is taken: %s", async (_title, host, shown) => {
  expect(await restore(host, shown)).toMatchObject({ from: null, entries: [] });
});

test("a release that a person made is taken where the index has its bytes", async () => {
  const shown = { [SDIST]: sha256(FILES[SDIST] ?? new Uint8Array()) };
  expect(await restore({ commit: null }, shown)).toMatchObject({ from: "the draft v1.0.0 on Host" });
});

test("an answer that is cut off is no file", async () => {
  await expect(restore({ isCut: true })).rejects.toMatchObject({ code: "forge/unreachable" });
});

test("files that the index does not show are judged before any of them is kept", async () => {
  expect((await restore({})).judged).toHaveLength(2);
  expect(await restore({ isBad: true })).toMatchObject({
    findings: [{ message: "they are bad" }],
    entries: [],
  });
});

test("files that are public already are taken as they are", async () => {
  const all = Object.fromEntries(
    Object.entries(FILES)
      .filter(([name]) => !name.endsWith(".json"))
      .map(([name, bytes]) => [name, sha256(bytes)]),
  );
  expect(await restore({ isBad: true }, all)).toMatchObject({ judged: [], from: "the draft v1.0.0 on Host" });
});

test("attestations of a draft have to be of its files, by its repository, at its commit", async () => {
  await using signer = await testSigstore();
  const { sigstore } = signer;
  const claims = { sha: COMMIT };
  const other = { repository: "mallory/sampleproject" };
  const wheel = demoWheel();
  const file = { fileName: wheel.fileName, sha256: sha256(wheel.bytes) };
  const name = `${wheel.fileName}.publish.attestation`;
  const signed = async (options: SignOptions, of = file): Promise<string> =>
    JSON.stringify((await signer.sign(of, options)).attestation);
  const problems = async (content: string, as = name): Promise<readonly string[]> => {
    const all = { ...FILES, [as]: Buffer.from(content) };
    const attached = { [as]: Buffer.from(content), SHA256SUMS: sumsOf(all) };
    const restored = await restore({ attached, trustRoot: sigstore.trustRoot });
    const isKept = existsSync(join(restored.directory, "assets", as));
    expect(isKept).toBe(restored.findings.length === 0);
    expect(restored.entries.includes("rehearsed")).toBe(isKept);
    return restored.findings.map(({ message }) =>
      message.replace(/^.* is not by octo-org\/sampleproject at c{12}: /, ""),
    );
  };
  expect(await problems(await signed({ claims }))).toEqual([]);
  expect(await problems(await signed({}))).toEqual([
    `the certificate's commit is 621e4974ca25ce531773def586ba3ed8e736b3fc, not ${COMMIT}`,
  ]);
  expect(await problems(await signed({ claims: { ...claims, ...other } }))).toEqual([
    "the certificate's repository is https://github.com/mallory/sampleproject, not https://github.com/octo-org/sampleproject",
  ]);
  expect(await problems(await signed({ claims }, { ...file, sha256: "0".repeat(64) }))).toEqual([
    "subject does not match distribution digest",
  ]);
  expect(await problems(await signed({ claims }), "other-1.0.0.whl.publish.attestation")).toEqual([
    "the release has no file of that name",
  ]);
  expect(await problems("{}")).toHaveLength(1);
});
