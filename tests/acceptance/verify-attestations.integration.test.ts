import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { sha256Of, testSigstore } from "../support/sigstore.ts";
import { document, run, type Ended } from "./cli.ts";

const PUBLISHER = "github:octo-org/sampleproject/release.yml";
const [wheel, sdist] = [demoWheel(), demoSdist()];
let folder: TemporaryDirectory;

beforeAll(async () => {
  folder = temporaryDirectory("attested");
  await using it = await testSigstore();
  const made = [];
  for (const { fileName, bytes } of [wheel, sdist]) {
    const { attestation, fileName: name } = await it.sign({ fileName, sha256: sha256Of(bytes) });
    writeFileSync(join(folder.path, fileName), bytes);
    writeFileSync(join(folder.path, name), JSON.stringify(attestation));
    made.push(attestation);
  }
  const publisher = { kind: "GitHub", repository: "octo-org/sampleproject", workflow: "release.yml" };
  const provenance = { version: 1, attestation_bundles: [{ publisher, attestations: made.slice(0, 1) }] };
  writeFileSync(join(folder.path, "provenance.json"), JSON.stringify(provenance));
  writeFileSync(join(folder.path, "root.json"), it.sigstore.trustRoot);
});

afterAll(() => folder[Symbol.dispose]());

/** Nothing answers any more: the Sigstore that signed is gone. */
function verify(names: readonly string[], ...more: readonly string[]): Promise<Ended> {
  return run(["verify", ...names, "--attestations", ...more], { cwd: folder.path });
}

test("files with their attestations beside them, offline", async () => {
  const names = [wheel, sdist].flatMap(({ fileName }) => [fileName, `${fileName}.publish.attestation`]);
  const ended = await verify(names, "--trust-root", "root.json", "--publisher", PUBLISHER);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(
    /holds +published by release\.yml of octo-org\/sampleproject \(GitHub\), logged 20/,
  );
  expect(ended.stdout).toContain("verified: 2 attestations of 2 files");
});

test("without a publisher the signer is told, with a warning", async () => {
  const ended = await verify([wheel.fileName], "--trust-root", "root.json");
  expect(ended.exit).toBe(0);
  expect(ended.stdout).toContain("published by https://github.com/octo-org/sampleproject/.github/workflows/");
  expect(ended.stdout).toContain("anyone can sign; name the expected publisher");
});

test("what an index gives as provenance, with the publisher that it names", async () => {
  const more = ["--provenance", "provenance.json", "--trust-root", "root.json", "--json"];
  const good = document(await verify([wheel.fileName], ...more));
  expect(good).toMatchObject({ verdict: "green", attestations: [{ publisher: { kind: "GitHub" } }] });
  const other = await verify([sdist.fileName], ...more);
  expect(other.exit).toBe(4);
  expect(document(other)).toMatchObject({ phase: "verify", attestations: [{ problem: "other-name" }] });
});

test.each([
  [
    ["--trust-root", "root.json", "--publisher", "github:evil/fork/release.yml"],
    4,
    "the certificate's repository",
  ],
  [["--publisher", PUBLISHER], 4, "is not valid"],
  [["--publisher", "octo-org/sampleproject"], 2, "is not of the form github:OWNER/NAME/WORKFLOW.yml"],
  [["--trust-root", "provenance.json"], 2, "attest/trust-root"],
  [["--trust-root", "nowhere.json"], 2, "nowhere.json"],
] as const)("what is not verified: %j", async (more, exit, words) => {
  const ended = await verify([wheel.fileName], ...more);
  expect([ended.exit, ended.stdout + ended.stderr]).toEqual([exit, expect.stringContaining(words)]);
});

test("a file without an attestation is told", async () => {
  writeFileSync(join(folder.path, "other-1.0.tar.gz"), "");
  const ended = await verify(["other-1.0.tar.gz"]);
  expect([ended.exit, ended.stdout + ended.stderr]).toEqual([2, expect.stringContaining("attest/none")]);
});
