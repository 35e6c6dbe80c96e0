import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAttestationText, type Attestation } from "../../src/attest/attestation.ts";
import { verifyAttestation } from "../../src/attest/verify.ts";
import { SLSA_PREDICATE } from "../../src/publish/endpoints.ts";
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
} from "../support/sigstore.ts";

const REFERENCE = join(REPOSITORY, "tests", "attest", "reference.py");

/** What PyPI's own library says: the predicate type, or `FAILED` and its words. */
async function reference(folder: string, args: readonly string[]): Promise<string> {
  const { output } = await runTool([findAttestationsPython(), REFERENCE, ...args], { home: folder });
  return output.trim();
}

test(
  "what we sign PyPI's library verifies, and it refuses what we refuse",
  { timeout: 120_000 },
  async () => {
    await using it = await testSigstore();
    const folder = mkdtempSync(join(tmpdir(), "shipwheel-reference-"));
    try {
      const wheel = demoWheel();
      const path = join(folder, wheel.fileName);
      writeFileSync(path, wheel.bytes);
      writeFileSync(join(folder, "root.json"), it.sigstore.trustRoot);
      const file = { fileName: wheel.fileName, sha256: sha256Of(wheel.bytes) };
      const made = await it.sign(file);
      const slsa = await it.sign(file, { predicateType: SLSA_PREDICATE });
      const foreign = await it.sign(file, { claims: { repository: "evil/fork" } });
      const other = await it.sign({ ...file, sha256: "0".repeat(64) });
      const unknown = await it.sign(file, { predicateType: "https://example.test/v1" });
      const judge = async ({ attestation }: { attestation: Attestation }): Promise<string> => {
        writeFileSync(`${path}.publish.attestation`, JSON.stringify(attestation));
        return reference(folder, ["verify", join(folder, "root.json"), path]);
      };
      expect(await judge(made)).toBe(PREDICATE_TYPES[0]);
      expect(await judge(slsa)).toBe(SLSA_PREDICATE);
      expect(await judge(foreign)).toMatch(/^FAILED .*OIDCSourceRepositoryURI/);
      expect(await judge(other)).toBe(
        "FAILED Verification failed: subject does not match distribution digest",
      );
      expect(await judge(unknown)).toMatch(
        /^FAILED .*unknown attestation type: https:\/\/example\.test\/v1$/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("what PyPI's library signs we verify", { timeout: 120_000 }, async () => {
  await using it = await testSigstore();
  const folder = mkdtempSync(join(tmpdir(), "shipwheel-reference-"));
  try {
    const wheel = demoWheel();
    const path = join(folder, wheel.fileName);
    writeFileSync(path, wheel.bytes);
    writeFileSync(join(folder, "root.json"), it.sigstore.trustRoot);
    const now = Math.floor(Date.now() / 1000);
    const token = unsignedToken({ ...WORKFLOW_CLAIMS, iat: now, nbf: now, exp: now + 300 });
    const text = await reference(folder, [
      "sign",
      join(folder, "root.json"),
      path,
      it.sigstore.services.rekorUrl,
      token,
    ]);
    const attestation = parseAttestationText(text);
    if (typeof attestation === "string") throw new Error(`${attestation}: ${text}`);
    const file = { fileName: wheel.fileName, sha256: sha256Of(wheel.bytes) };
    const expected = { file, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
    expect(verifyAttestation(attestation, expected, it.trustRoot)).toMatchObject({
      verified: true,
      predicateType: PREDICATE_TYPES[0],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
