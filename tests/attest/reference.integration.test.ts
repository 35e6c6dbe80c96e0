import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAttestationText, type Attestation } from "../../src/attest/attestation.ts";
import { verifyAttestation } from "../../src/attest/verify.ts";
import { SLSA_PREDICATE } from "../../src/index-client/endpoints.ts";
import { demoWheel } from "../support/demo-files.ts";
import { findAttestationsPython, runTool } from "../support/python-tools.ts";
import { REPOSITORY } from "../support/repository.ts";
import {
  PREDICATE_TYPES,
  sha256Of,
  testSigstore,
  unsignedToken,
  WORKFLOW_CLAIMS,
  WORKFLOW_PUBLISHER,
  type TestSigstore,
} from "../support/sigstore.ts";
import { NEGATIVE_CASES } from "./negative-cases.ts";

const SCRIPT = join(REPOSITORY, "tests", "attest", "reference.py");

/** The words of PyPI's library that it says to the people who have to repair something. */
const QUOTED =
  /subject does not match|too many subjects in|unknown attestation type|not enough sources|Integrated time/;

/** A folder with a wheel and a trust root, and PyPI's own library to ask. */
interface Bench extends Disposable {
  readonly folder: string;
  readonly file: { readonly fileName: string; readonly sha256: string };
  /** What the library says. */
  ask(action: "verify" | "sign", ...rest: readonly string[]): Promise<string>;
}

function bench(it: TestSigstore): Bench {
  const folder = mkdtempSync(join(tmpdir(), "shipwheel-reference-"));
  const wheel = demoWheel();
  const [path, root] = [join(folder, wheel.fileName), join(folder, "root.json")];
  writeFileSync(path, wheel.bytes);
  writeFileSync(root, it.sigstore.trustRoot);
  return {
    folder,
    file: { fileName: wheel.fileName, sha256: sha256Of(wheel.bytes) },
    async ask(action, ...rest) {
      const argv = [findAttestationsPython(), SCRIPT, action, root, path, ...rest];
      return (await runTool(argv, { home: folder })).output.trim();
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

test("PyPI's library verifies what we sign, and refuses what we refuse", async () => {
  await using it = await testSigstore();
  using at = bench(it);
  const made: Attestation[] = [
    (await it.sign(at.file)).attestation,
    (await it.sign(at.file, { predicateType: SLSA_PREDICATE })).attestation,
  ];
  for (const { make } of NEGATIVE_CASES) made.push(await make(it, at.file));
  const places = made.map((attestation, position) => {
    const place = join(at.folder, `${position}.attestation`);
    writeFileSync(place, JSON.stringify(attestation));
    return place;
  });
  const [publish, slsa, ...refused] = (await at.ask("verify", ...places)).split("\n");
  expect([publish, slsa]).toEqual(PREDICATE_TYPES);
  expect(refused).toHaveLength(NEGATIVE_CASES.length);
  const accepted = NEGATIVE_CASES.filter((_, position) => !refused[position]?.startsWith("FAILED "));
  expect(accepted.map(({ title }) => title)).toEqual([]);
  const expected = { file: at.file, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
  const ours = made.slice(2).map((each) => {
    const verdict = verifyAttestation(each, expected, it.trustRoot);
    return verdict.verified ? "" : `FAILED Verification failed: ${verdict.message}`;
  });
  // Where the words say what to repair, ours are the same.
  const quoted = refused.flatMap((words, position) => (QUOTED.test(words) ? [position] : []));
  expect(quoted.map((position) => ours[position])).toEqual(quoted.map((position) => refused[position]));
  expect(quoted.length).toBeGreaterThanOrEqual(5);
});

test("we verify what PyPI's library signs", async () => {
  await using it = await testSigstore();
  using at = bench(it);
  const now = Math.floor(Date.now() / 1000);
  const token = unsignedToken({ ...WORKFLOW_CLAIMS, iat: now, nbf: now, exp: now + 300 });
  const text = await at.ask("sign", it.sigstore.services.rekorUrl, token);
  const attestation = parseAttestationText(text);
  if (typeof attestation === "string") throw new Error(`${attestation}: ${text}`);
  const expected = { file: at.file, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
  expect(verifyAttestation(attestation, expected, it.trustRoot)).toMatchObject({
    verified: true,
    predicateType: PREDICATE_TYPES[0],
  });
});
