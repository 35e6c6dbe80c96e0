import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { pruneReleases } from "../../src/release/state/prune-releases.ts";
import { temporaryDirectory } from "../support/git.ts";

test("the oldest finished releases go with their files; what is not finished, and this one, stay", async () => {
  using scratch = temporaryDirectory("prune-releases");
  await using node = nodePorts({});
  const release = (name: string, sealed: number | null): string => {
    const path = join(scratch.path, name);
    mkdirSync(join(path, "dist"), { recursive: true });
    writeFileSync(join(path, "dist", "demo.whl"), "bytes");
    writeFileSync(join(path, "journal.jsonl"), "");
    if (sealed === null) return path;
    writeFileSync(join(path, "record.json"), "{}");
    utimesSync(join(path, "record.json"), sealed, sealed);
    return path;
  };
  const own = release("1.0", 1000);
  release("1.1", 2000);
  release("1.2", 3000);
  release("1.3", 4000);
  release("0.9", null);
  writeFileSync(join(scratch.path, "a file"), "");
  await pruneReleases(own, node.ports, 2);
  expect(readdirSync(scratch.path).toSorted()).toEqual(["0.9", "1.0", "1.2", "1.3", "a file"]);
});
