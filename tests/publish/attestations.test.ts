import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { describeDistribution } from "../../src/distribution/describe-distribution.ts";
import { DIALECTS } from "../../src/index-client/dialects/registry.ts";
import { planAttestations } from "../../src/rehearse/attestations/plan-attestations.ts";
import { Secret } from "../../src/ports/secret.ts";
import { chooseTarget } from "../../src/publish/choose-target.ts";
import { givenAttestations } from "../../src/release/files/given-attestations.ts";
import { attestation } from "../support/attestation.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { publishTo } from "../support/publish.ts";
import { scriptedIndex } from "../support/scripted-index.ts";

const WHEEL = demoWheel();

test("attestations that must be there, for an index that takes none, stop before anything is sent", async () => {
  await using node = nodePorts({});
  const dialect = DIALECTS.find(({ id }) => id === "generic");
  if (dialect === undefined) throw new Error("there is no generic dialect");
  const plan = planAttestations(
    { attestations: "always", provenance: false },
    { dialect, title: "the house index" },
    { kind: "token", token: new Secret("t0ken"), source: "SHIPWHEEL_TOKEN" },
    node.ports,
  );
  await expect(plan).rejects.toMatchObject({
    code: "attest/not-taken",
    message: expect.stringContaining("the house index") as unknown,
  });
});

test("an attestation beside its file is sent with it, and with no other file", async () => {
  const sent = new Map<string, string | null>();
  const text = attestation({
    fileName: WHEEL.fileName,
    sha256: createHash("sha256").update(WHEEL.bytes).digest("hex"),
  });
  await using index = await scriptedIndex({
    upload({ form }, store) {
      store();
      const [file, field] = [form?.get("content"), form?.get("attestations")];
      sent.set(file instanceof File ? file.name : "", typeof field === "string" ? field : null);
      return { status: 200, headers: {}, body: "" };
    },
  });
  await using node = nodePorts({});
  using scratch = temporaryDirectory("attestations");
  const paths = [WHEEL, demoSdist()].map(({ fileName, bytes }) => {
    writeFileSync(join(scratch.path, fileName), bytes);
    return join(scratch.path, fileName);
  });
  const beside = join(scratch.path, `${WHEEL.fileName}.publish.attestation`);
  writeFileSync(beside, text);
  const given = await givenAttestations([beside], node.ports);
  const url = `${index.state.origin}/up`;
  const target = {
    ...chooseTarget(url, { index: "pypi", publishers: {}, wait: 0, indexes: {} }),
    credentials: { kind: "token", token: new Secret("t0ken"), source: "SHIPWHEEL_TOKEN" },
  } as const;
  const files = await Promise.all(paths.map((path) => describeDistribution(path, node.ports.files)));
  const outcome = await publishTo(files, target, node.ports, {
    onRefusal: "stop",
    extraFields: given.fields,
  });
  expect(outcome.findings).toEqual([]);
  expect(JSON.parse(sent.get(WHEEL.fileName) ?? "null")).toEqual([JSON.parse(text)]);
  expect([sent.size, sent.get(demoSdist().fileName)]).toEqual([2, null]);
});
