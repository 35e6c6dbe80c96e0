import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodePorts } from "../src/adapters/node-ports.ts";
import { startIndex } from "../src/index-server/start-index.ts";

/** Milliseconds until the first answer for a project with so many files, the page not made before. */
export async function bigProject(count: number, ask: (url: string) => Promise<number>): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-big-"));
  mkdirSync(directory, { recursive: true });
  const lines = Array.from({ length: count }, (_, number) => {
    const digest = number.toString(16).padStart(64, "0");
    const version = `1.0.${Math.floor(number / 10)}`;
    const file = {
      fileName: `demo_pkg-${version}-${(number % 10) + 1}-py3-none-any.whl`,
      version,
      packageType: "bdist_wheel",
      pythonVersion: "py3",
      comment: "",
      size: 1000 + number,
      sha256: digest,
      blake2b256: digest,
      md5: digest.slice(32),
      uploadTime: "2026-01-01T00:00:00.000000Z",
      metadataSha256: digest,
      provenance: null,
    };
    return JSON.stringify({
      type: "file",
      project: "Demo-Pkg",
      owner: "bench",
      info: { name: "Demo-Pkg", version },
      file,
    });
  });
  writeFileSync(join(directory, "index.jsonl"), `${lines.join("\n")}\n`);
  try {
    await using node = nodePorts({});
    await using index = await startIndex({ directory, tls: false }, node.ports);
    const started = performance.now();
    const size = await ask(`${index.simpleUrl}demo-pkg/`);
    if (size < count * 100) throw new Error("the page is not whole");
    return performance.now() - started;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
