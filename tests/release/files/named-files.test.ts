import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { namedFiles, otherKind, type NamedFiles } from "../../../src/release/files/named-files.ts";
import { temporaryDirectory } from "../../support/git.ts";

test.for([
  ["demo-1.0-py3-none-any.whl", null],
  ["demo-1.0.tar.gz", null],
  ["demo-1.0.zip", null],
  ["demo-1.0.tar.gz.asc", "a signature"],
  ["demo-1.0-py3-none-any.whl.sig", "a signature"],
  ["demo-1.0.tar.gz.publish.attestation", "an attestation"],
  ["demo-1.0.tar.gz.sigstore.json", "an attestation"],
  ["multiple.intoto.jsonl", "an attestation"],
  ["SHA256SUMS", "checksums"],
  ["demo-1.0.tar.gz.sha256", "checksums"],
  ["checksums.txt", "checksums"],
  ["demo-1.0.cdx.json", "SBOM"],
  ["demo.spdx.json", "SBOM"],
  ["sbom.json", "SBOM"],
  [".gitignore", "an editor, the system or a tool"],
  [".DS_Store", "an editor, the system or a tool"],
  ["demo-1.0.egg", "of a format"],
  ["demo-1.0.tar.bz2", "of a format"],
  ["README.md", "neither a wheel nor an sdist"],
] as const)("%s is %s", ([name, kind]) => {
  if (kind === null) expect(otherKind(name)).toBeNull();
  else expect(otherKind(name)).toContain(kind);
});

async function named(make: (root: string) => readonly string[]): Promise<NamedFiles | Fault> {
  using scratch = temporaryDirectory();
  await using node = nodePorts({});
  const paths = make(scratch.path);
  try {
    const found = await namedFiles(paths, node.ports);
    const relative = (path: string): string => path.slice(scratch.path.length + 1).replaceAll("\\", "/");
    return {
      distributions: found.distributions.map(relative).toSorted(),
      attestations: found.attestations.map(relative),
    };
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

const WHEEL = "demo-1.0-py3-none-any.whl";
const fill = (root: string, ...names: readonly string[]): readonly string[] =>
  names.map((name) => {
    const path = join(root, name);
    writeFileSync(path, "not opened");
    return path;
  });

test("what is no distribution is named by its kind, before anything is opened", async () => {
  const found = await named((root) => fill(root, WHEEL, `${WHEEL}.asc`, "SHA256SUMS"));
  expect(found).toMatchObject({ code: "usage/not-distributions" });
  expect((found as Fault).message).toMatch(/\.whl\.asc is a signature.*SHA256SUMS is a list of checksums/);
  expect((found as Fault).remedy).toContain("dist/*.whl dist/*.tar.gz");
});

test("a directory: its wheels and sdists, attestations of them; the rest is passed over", async () => {
  const found = await named((root) => {
    const dist = join(root, "dist");
    mkdirSync(join(dist, "old"), { recursive: true });
    fill(dist, WHEEL, "demo-1.0.tar.gz", ".gitignore", "SHA256SUMS", `${WHEEL}.publish.attestation`);
    return [dist];
  });
  expect(found).toEqual({
    distributions: [`dist/${WHEEL}`, "dist/demo-1.0.tar.gz"],
    attestations: [`dist/${WHEEL}.publish.attestation`],
  });
});

test("a directory without any distribution is named as that", async () => {
  const found = await named((root) => [root]);
  expect((found as Fault).message).toMatch(/is a directory without a wheel or an sdist/);
});

test("a file that is named twice counts once", async () => {
  const found = await named((root) => [...fill(root, WHEEL), ...fill(root, WHEEL), root]);
  expect(found).toMatchObject({ distributions: [WHEEL] });
});

test("an attestation of a file that is not there is no reason to stop", async () => {
  const found = await named((root) => fill(root, WHEEL, "other-2.0.tar.gz.publish.attestation"));
  expect(found).toEqual({ distributions: [WHEEL], attestations: [] });
});
