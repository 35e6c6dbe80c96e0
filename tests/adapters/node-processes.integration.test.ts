import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { nodeProcesses } from "../../src/adapters/node-processes.ts";
import { OutputBuffer } from "../../src/adapters/output-buffer.ts";

const env = { PATH: process.env["PATH"] ?? "" };
const cwd = tmpdir();

async function isAlive(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, "utf8"));
  const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return state !== null && !/\) Z /.test(state);
}

describe("run", () => {
  test("a child that fails is a value: status, output, time", async () => {
    const done = await nodeProcesses().run({
      argv: ["sh", "-c", "echo out; echo err >&2; exit 3"],
      cwd,
      env,
    });
    expect(done).toMatchObject({
      status: 3,
      signal: null,
      timedOut: false,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  test("a program that does not exist is a fault with the cure", async () => {
    await expect(nodeProcesses().run({ argv: ["no-such-program"], cwd, env })).rejects.toMatchObject({
      code: "tool/not-found",
      remedy: expect.stringContaining("no-such-program"),
    });
  });

  test("nothing of the parent's environment is inherited", async () => {
    process.env["SHIPWHEEL_TEST_SECRET"] = "s3cret";
    try {
      const done = await nodeProcesses().run({ argv: ["env"], cwd, env });
      expect(done.stdout).not.toContain("s3cret");
    } finally {
      delete process.env["SHIPWHEEL_TEST_SECRET"];
    }
  });

  test("a timeout ends the child and its children", async () => {
    const directory = await mkdtemp(join(tmpdir(), "sw-proc-"));
    const pidFile = join(directory, "pid");
    const script = `sleep 60 & echo $! > ${pidFile}; wait`;
    const done = await nodeProcesses().run({ argv: ["sh", "-c", script], cwd, env, timeoutMs: 3000 });
    expect(done.timedOut).toBe(true);
    expect(await isAlive(pidFile)).toBe(false);
    await rm(directory, { recursive: true });
  });

  test("a grandchild that keeps the output open does not keep us waiting", async () => {
    const done = await nodeProcesses().run({ argv: ["sh", "-c", "sleep 300 & echo $!"], cwd, env });
    // It would be gone if we had waited for it.
    expect(process.kill(Number(done.stdout))).toBe(true);
  });

  test("an abort ends the group and is an interruption", async () => {
    const abort = new AbortController();
    const running = nodeProcesses(abort.signal).run({ argv: ["sleep", "60"], cwd, env });
    await sleep(50);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: "run/interrupted" });
  });

  test("input is written, and is empty without any", async () => {
    const processes = nodeProcesses();
    expect((await processes.run({ argv: ["cat"], cwd, env, input: "hello" })).stdout).toBe("hello");
    expect((await processes.run({ argv: ["cat"], cwd, env })).stdout).toBe("");
    expect(processes.started.get("cat")).toBe(2);
  });
});

describe("converse", () => {
  test("talks line by line until the child closes its output", async () => {
    const processes = nodeProcesses();
    await using talk = processes.converse({
      argv: ["sh", "-c", "while read l; do echo got $l; done"],
      cwd,
      env,
    });
    talk.send("one");
    expect(await talk.receive()).toBe("got one");
    talk.send("two");
    expect(await talk.receive()).toBe("got two");
    const done = await talk.finish();
    expect(done.status).toBe(0);
    expect(await talk.receive()).toBeNull();
  });
});

describe("OutputBuffer", () => {
  test("keeps the beginning and the end, and counts what it left out", () => {
    const buffer = new OutputBuffer(8);
    for (const part of ["ab", "cdef", "ghij", "klmn"]) buffer.push(Buffer.from(part));
    expect(buffer.text()).toBe("abcd\n… 6 bytes omitted …\nklmn");
  });

  test("is the stream itself while it is short", () => {
    const buffer = new OutputBuffer(100);
    buffer.push(Buffer.from("gr\u00fc"));
    expect(buffer.text()).toBe("grü");
  });
});
