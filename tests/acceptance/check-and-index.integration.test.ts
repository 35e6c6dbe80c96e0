import { mkdirSync, readdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { wheel } from "../support/wheel.ts";
import { document, run, start } from "./cli.ts";

let scratch: TemporaryDirectory;
let env: Record<string, string>;
beforeEach(() => {
  scratch = temporaryDirectory();
  const temporary = join(scratch.path, "tmp");
  mkdirSync(temporary);
  env = { SHIPWHEEL_STATE_DIR: join(scratch.path, "state"), TMPDIR: temporary };
});
afterEach(() => {
  scratch[Symbol.dispose]();
});

describe("check", () => {
  test("a wheel that leaves its directory is red with exit 1, and nothing is unpacked", async () => {
    const path = await wheel().file("../evil.py", "x = 1\n").write(scratch.path);
    const ended = await run(["check", path, "--json"], { env });
    const told = document(ended) as unknown as { findings: { rule: string; severity: string }[] };
    expect(ended.exit).toBe(1);
    expect(told.findings).toContainEqual(expect.objectContaining({ rule: "A016", severity: "error" }));
  });

  test("prints exactly the document that it promises", async () => {
    const path = await wheel().file("demo/__init__.py", "").write(scratch.path);
    const told = document(await run(["check", path, "--json"], { env }));
    expect(told).toMatchObject({
      schema: 1,
      findings: expect.any(Array),
      skipped: expect.any(Array),
      summary: { errors: 0, rules: expect.any(Number), skipped: expect.any(Number) },
    });
  });
});

describe("index", () => {
  test("a port that is taken is told with exit 9", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const ended = await run(["index", "--port", String(port), "--json"], { env });
    server.close();
    expect(ended.exit).toBe(9);
    expect(document(ended).error).toMatchObject({ phase: "tool", code: "tool/port-taken" });
  });

  test("tells its addresses in one line when it is ready, and ends with Ctrl-C", async () => {
    const running = start(["index", "--json"], { env });
    await running.says("}\n");
    running.interrupt();
    const ended = await running.ended;
    expect(ended.exit).toBe(130);
    expect(document(ended)).toMatchObject({
      schema: 1,
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      https: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      caFile: expect.any(String),
      token: expect.stringMatching(/^pypi-/),
    });
    expect(readdirSync(join(scratch.path, "tmp"))).toEqual([]);
  });
});
