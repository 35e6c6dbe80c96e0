import { documentHead } from "../../src/text/document-head.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { GlobalOptions } from "../../src/cli/globals.ts";
import { runSession, type Outcome, type Session } from "../../src/cli/session.ts";
import { fault } from "../../src/findings/fault.ts";

const GLOBALS: GlobalOptions = {
  directory: undefined,
  json: false,
  quiet: 0,
  verbose: 0,
  color: "never",
  progress: false,
  offline: false,
  yes: false,
};

const HEAD = documentHead("run");

let stdout = "";
let stderr = "";
beforeEach(() => {
  stdout = stderr = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function failing(error: Error): (session: Session) => Promise<Outcome> {
  return () => Promise.reject(error);
}

describe("a session", () => {
  test("prints text, or the one document, and answers the exit code", async () => {
    const body = (): Promise<Outcome> => Promise.resolve({ exitCode: 4, json: HEAD, text: "red" });
    expect(await runSession(GLOBALS, body)).toBe(4);
    expect(stdout).toBe("red\n");
    stdout = "";
    expect(await runSession({ ...GLOBALS, json: true }, body)).toBe(4);
    expect(JSON.parse(stdout)).toEqual(HEAD);
  });

  test("-q prints the one line of a text that has one, -qq nothing; what is an answer stays", async () => {
    const verdict = (): Promise<Outcome> =>
      Promise.resolve({ exitCode: 1, json: HEAD, text: "findings\nFAILED", brief: "FAILED" });
    const answer = (): Promise<Outcome> => Promise.resolve({ exitCode: 0, json: HEAD, text: "1.2" });
    for (const [quiet, body, expected] of [
      [0, verdict, "findings\nFAILED\n"],
      [1, verdict, "FAILED\n"],
      [2, verdict, ""],
      [2, answer, "1.2\n"],
    ] as const) {
      stdout = "";
      await runSession({ ...GLOBALS, quiet }, body);
      expect(stdout).toBe(expected);
    }
    const known = failing(fault("tool/not-found", { program: "uv" }));
    await runSession({ ...GLOBALS, quiet: 1 }, known);
    expect(stderr).toBe("error[tool/not-found]: uv was not found\n");
    stderr = "";
    expect(await runSession({ ...GLOBALS, quiet: 2 }, known)).toBe(9);
    expect(stderr).toBe("");
  });

  test("tells a fault on standard error with its cure, or as the one document", async () => {
    const body = failing(fault("tool/not-found", { program: "uv" }));
    expect(await runSession(GLOBALS, body)).toBe(9);
    expect(stdout).toBe("");
    expect(stderr).toBe("error[tool/not-found]: uv was not found\n  help: install uv and put it on PATH\n");
    expect(await runSession({ ...GLOBALS, json: true }, body)).toBe(9);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, error: { phase: "tool", code: "tool/not-found" } });
  });

  test("tells a bug with its stack, exit code 70, and claims nothing of what was published", async () => {
    const bug = new TypeError("a broken invariant");
    expect(await runSession(GLOBALS, failing(bug))).toBe(70);
    expect(stderr).toContain("bug in shipwheel\n");
    expect(stderr).not.toContain("published");
    expect(stderr).toContain("session.test.");
    expect(await runSession({ ...GLOBALS, json: true }, failing(bug))).toBe(70);
    expect(JSON.parse(stdout)).toMatchObject({ error: { phase: "internal", code: "internal" } });
  });

  test.each([
    ["ENOSPC", 7, "run/disk-full"],
    ["EDQUOT", 7, "run/disk-full"],
    ["EROFS", 2, "run/output-unwritable"],
    ["EACCES", 2, "run/output-unwritable"],
    ["EISDIR", 2, "run/misplaced"],
    ["ENOTDIR", 2, "run/misplaced"],
  ])("%s, wherever it shows, is no bug of ours", async (code, exit, name) => {
    const error = Object.assign(new Error(`${code}: somewhere`), { code, path: "/x" });
    expect(await runSession({ ...GLOBALS, json: true }, failing(error))).toBe(exit);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: name } });
  });

  test("after a signal everything that fails is the interruption", async () => {
    const body = async ({ ports }: Session): Promise<Outcome> => {
      process.emit("SIGINT");
      expect(ports.signal.aborted).toBe(true);
      throw new Error("the connection was closed");
    };
    expect(await runSession(GLOBALS, body)).toBe(130);
    expect(stderr).toMatch(/^error\[run\/interrupted\]/);
  });

  test("the same signal by way of the program that started this one is no second one", async () => {
    const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
    const body = async (): Promise<Outcome> => {
      process.emit("SIGINT");
      process.emit("SIGINT");
      expect(exit).not.toHaveBeenCalled();
      const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 5000);
      process.emit("SIGINT");
      clock.mockRestore();
      expect(exit).toHaveBeenCalledWith(130);
      throw new Error("the connection was closed");
    };
    expect(await runSession(GLOBALS, body)).toBe(130);
    exit.mockRestore();
  });

  test("progress goes to standard error only", async () => {
    const body = ({ ports }: Session): Promise<Outcome> => {
      ports.events({ type: "start", id: "x", title: "work" });
      ports.events({ type: "end", id: "x", outcome: "ok", seconds: 1.5 });
      return Promise.resolve({ exitCode: 0, json: null, text: "" });
    };
    await runSession({ ...GLOBALS, progress: true }, body);
    expect([stdout, stderr]).toEqual(["", "✓ work  1.5 s\n"]);
    stderr = "";
    await runSession({ ...GLOBALS, progress: true, quiet: 1 }, body);
    expect(stderr).toBe("");
  });
});
