import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runSession, type Outcome, type Session } from "../../src/cli/session.ts";

const GLOBALS = {
  directory: undefined,
  json: false,
  quiet: 0,
  color: "never",
  progress: true,
  offline: false,
  yes: false,
} as const;

let stderr = "";
beforeEach(() => {
  stderr = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function body({ ports }: Session): Promise<Outcome> {
  const env = { PATH: process.env["PATH"] ?? "" };
  for (const isPrivate of [false, true]) {
    await ports.processes.run({ argv: ["echo", "a word"], cwd: "/", env, isPrivate });
  }
  return { exitCode: 0, json: null, text: "" };
}

test("-vv shows commands, -vvv what they say, but for what is private", async () => {
  await runSession({ ...GLOBALS, verbose: 1 }, body);
  expect(stderr).toBe("");
  await runSession({ ...GLOBALS, verbose: 2 }, body);
  expect(stderr).toBe("$ echo 'a word'\n$ echo 'a word'\n");
  stderr = "";
  await runSession({ ...GLOBALS, verbose: 3 }, body);
  expect(stderr).toBe("$ echo 'a word'\n  │ a word\n$ echo 'a word'\n");
});

test("no address shows a password, neither in a command nor in what it says", async () => {
  await runSession({ ...GLOBALS, verbose: 3 }, async ({ ports }) => {
    const argv = ["echo", "remote.origin.url https://gitlab-ci-token:glcbt-1234@gitlab.example/o/p.git"];
    await ports.processes.run({ argv, cwd: "/", env: { PATH: process.env["PATH"] ?? "" } });
    return { exitCode: 0, json: null, text: "" };
  });
  expect(stderr).toContain("│ remote.origin.url https://***@gitlab.example/o/p.git\n");
  expect(stderr).not.toContain("glcbt-1234");
});
