import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { startIndexSigstore, type IndexSigstore } from "../support/index-sigstore.ts";
import { document, run, type Ended } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

const WHEEL = "demo_pkg-1.2.3-py3-none-any.whl";
const SDIST = "demo_pkg-1.2.3.tar.gz";
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

interface Step {
  readonly id: string;
  readonly outcome: string;
  readonly detail: string;
  readonly proof: Readonly<Record<string, unknown>> | null;
}

let world: ReleaseWorld;
let sigstore: IndexSigstore;
let env: Readonly<Record<string, string>>;
let first: Ended;
const node = nodePorts({});

function release(): Promise<Ended> {
  return run(world.args("--index", "twin"), { env });
}

function stepsOf(ended: Ended): readonly Step[] {
  return (document(ended) as unknown as { steps: readonly Step[] }).steps;
}

beforeAll(async () => {
  world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const { index } = world.index;
  const twin = `[tool.shipwheel.publish.indexes.twin]
url = "${index.uploadUrl}"
simple = "${index.simpleUrl}"
kind = "pypi"
`;
  const settings = `${DEMO_PYPROJECT}attestations = "always"\nprovenance = true\n\n${twin}`;
  world.repository.commit("a twin of PyPI", { "pyproject.toml": settings });
  sigstore = await startIndexSigstore(index, world.state, node.ports);
  env = { ...world.env, ...sigstore.variables };
  first = await release();
});

afterAll(async () => {
  await sigstore[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  await node[Symbol.asyncDispose]();
});

describe("a release with attestations", () => {
  test("attests before it tags, and ends when the index shows the provenance", () => {
    expect(first.exit, first.stdout + first.stderr).toBe(0);
    const steps = stepsOf(first);
    expect(steps.map((step) => step.id).slice(2, 5)).toEqual(["attest", "credentials", "tag"]);
    const upload = steps.find((step) => step.id === "upload");
    expect(upload?.detail).toMatch(/with our digest and its provenance$/);
    const provenance = upload?.proof?.["provenance"] as Record<string, string> | undefined;
    expect(Object.keys(provenance ?? {}).sort()).toEqual([WHEEL, SDIST]);
  });

  test("the index has what the workflow signed, of both kinds", async () => {
    const page = await world.index.get("/simple/demo-pkg/", { accept: JSON_PAGE });
    const { files } = JSON.parse(page.text) as { files: { filename: string; provenance: string }[] };
    for (const { provenance } of files) {
      const { attestation_bundles: bundles } = JSON.parse((await world.index.get(provenance)).text) as {
        attestation_bundles: { publisher: unknown; attestations: { envelope: { statement: string } }[] }[];
      };
      const [bundle] = bundles;
      expect(bundle?.publisher).toMatchObject({ kind: "GitHub", repository: "rehearsal/project" });
      const types = bundle?.attestations.map(({ envelope }) => {
        const statement = Buffer.from(envelope.statement, "base64").toString("utf8");
        return (JSON.parse(statement) as { predicateType: string }).predicateType
          .split("/")
          .slice(-2)
          .join("/");
      });
      expect(types).toEqual(["publish/v1", "provenance/v1"]);
    }
  });

  test("attestations are among the forge's files, and SHA256SUMS tells them", () => {
    const assets = world.forge.releases[0]?.assets ?? [];
    const expected = [WHEEL, SDIST].flatMap((name) => [
      `${name}.publish.attestation`,
      `${name}.slsa.attestation`,
    ]);
    expect(assets.map((asset) => asset.name)).toEqual(expect.arrayContaining(expected));
    const sums = Buffer.from(assets.find((asset) => asset.name === "SHA256SUMS")?.bytes ?? []).toString();
    for (const name of expected) expect(sums).toContain(` *${name}\n`);
  });

  test("the same command again signs nothing", async () => {
    const before = sigstore.requests.length;
    const again = await release();
    expect(again.exit, again.stdout + again.stderr).toBe(0);
    expect(stepsOf(again).find((step) => step.id === "attest")?.outcome).toBe("already");
    expect(sigstore.requests.length).toBe(before);
  });

  test("an attestation that is lost when all is published is missed, and nothing else is made again", async () => {
    const { directory } = document(first) as unknown as { directory: string };
    const kept = join(directory, "assets", `${WHEEL}.publish.attestation`);
    const other = join(directory, "assets", `${SDIST}.publish.attestation`);
    const [damaged, sound] = [readFileSync(kept, "utf8"), readFileSync(other, "utf8")];
    rmSync(kept);
    const again = await release();
    // The published release is as it is: a new signature is another file, and the forge's is the right one.
    expect(again.exit).not.toBe(0);
    expect(readFileSync(other, "utf8")).toBe(sound);
    writeFileSync(kept, damaged);
    expect((await release()).exit).toBe(0);
  });

  test("without a workflow's identity, attestations that must be there are a fault", async () => {
    const ended = await run(world.args("--index", "twin", "--auth", "token"), {
      env: { ...env, SHIPWHEEL_TOKEN: world.index.index.token },
    });
    expect(ended.exit).toBe(5);
    expect(ended.stdout).toContain("attest/no-identity");
  });
});
