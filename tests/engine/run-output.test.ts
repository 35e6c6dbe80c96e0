import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { makeOutputDirectory } from "../../src/engine/run-output.ts";
import { openRecord } from "../../src/engine/run-record.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { ProgressEvent } from "../../src/ports/event.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sw-output-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function ports(variables: Record<string, string>, events: ProgressEvent[] = []): Ports {
  return nodePorts({
    events: (event) => events.push(event),
    variables: { HOME: root, TMPDIR: join(root, "tmp"), ...variables },
  }).ports;
}

describe("makeOutputDirectory", () => {
  test("is below the state directory, outside the project, new for each run", async () => {
    const one = await makeOutputDirectory(
      undefined,
      "/p/demo",
      ports({ XDG_STATE_HOME: join(root, "state") }),
    );
    const two = await makeOutputDirectory(
      undefined,
      "/p/demo",
      ports({ XDG_STATE_HOME: join(root, "state") }),
    );
    expect(one.root.startsWith(join(root, "state", "shipwheel", "demo-"))).toBe(true);
    expect(one.root).not.toBe(two.root);
    expect(await readdir(one.root)).toEqual(["dist", "logs"]);
  });

  test("results of the last twenty runs of a project are kept, and nothing else is touched", async () => {
    const there = ports({ XDG_STATE_HOME: join(root, "state") });
    const first = await makeOutputDirectory(undefined, "/p/demo", there);
    const project = dirname(first.root);
    for (let day = 10; day < 31; day++) await mkdir(join(project, `202401${day}T000000Z-0000aa`));
    await mkdir(join(project, "mine"));
    const last = await makeOutputDirectory(undefined, "/p/demo", there);
    const kept = await readdir(project);
    expect(kept).toHaveLength(21);
    expect(kept).toEqual(expect.arrayContaining(["mine", basename(first.root), basename(last.root)]));
    expect(kept).not.toContain("20240110T000000Z-0000aa");
  });

  test("a state directory that cannot be written is replaced, and that is said", async () => {
    await writeFile(join(root, "occupied"), "a file where a directory should be");
    const events: ProgressEvent[] = [];
    const made = await makeOutputDirectory(
      undefined,
      "/p/demo",
      ports({ XDG_STATE_HOME: join(root, "occupied") }, events),
    );
    expect(made.root.startsWith(join(root, "tmp", "shipwheel"))).toBe(true);
    expect(events).toMatchObject([{ type: "note", level: "warning" }]);
  });

  test("an empty or relative state directory counts as not set: nothing is made where one stands", async () => {
    const made = await makeOutputDirectory(
      undefined,
      "/p/demo",
      ports({ SHIPWHEEL_STATE_DIR: "", XDG_STATE_HOME: "state" }),
    );
    const usual = process.platform === "win32" ? ["AppData", "Local"] : [".local", "state"];
    expect(made.root.startsWith(join(root, ...usual, "shipwheel"))).toBe(true);
  });

  test("a named directory with something in it is left alone", async () => {
    const named = join(root, "mine");
    await mkdir(named);
    await writeFile(join(named, "precious"), "x");
    await expect(makeOutputDirectory(named, "/p/demo", ports({}))).rejects.toMatchObject({
      code: "usage/output-not-empty",
    });
    expect(await readdir(named)).toEqual(["precious"]);
  });

  test("a named directory that cannot be made is a fault with the cure", async () => {
    await writeFile(join(root, "file"), "");
    await expect(
      makeOutputDirectory(join(root, "file", "below"), "/p/demo", ports({})),
    ).rejects.toMatchObject({
      code: "run/output-unwritable",
      phase: "usage",
    });
  });
});

describe("openRecord", () => {
  test("appends numbered JSON lines in order and leaves talk out", async () => {
    const { files, clock } = ports({});
    const path = join(root, "record.jsonl");
    const record = openRecord(path, { files, clock });
    record.add({ type: "run-started", command: "rehearse" });
    record.sink({ type: "start", id: "build", title: "build" });
    record.sink({ type: "update", id: "build", detail: "talk" });
    record.sink({ type: "end", id: "build", outcome: "ok", seconds: 1.23456 });
    record.sink({ type: "note", level: "info", text: "n" });
    await record.close();
    const lines = (await files.readText(path)).trimEnd().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map((each) => [each["n"], each["type"]])).toEqual([
      [1, "run-started"],
      [2, "stage-started"],
      [3, "stage-ended"],
      [4, "note"],
    ]);
    expect(entries[2]).toMatchObject({ seconds: 1.235 });
    expect(Object.keys(entries[0] ?? {})).toContain("time");
  });

  test("a record that cannot be written is told at the end, not swallowed", async () => {
    const { files, clock } = ports({});
    const record = openRecord(join(root, "none", "record.jsonl"), { files, clock });
    record.add({ type: "x" });
    await expect(record.close()).rejects.toMatchObject({ code: "ENOENT" });
  });
});
