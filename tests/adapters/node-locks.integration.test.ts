import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeLocks } from "../../src/adapters/node-locks.ts";

let root = "";
let path = "";
const locks = nodeLocks();
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lock-"));
  path = join(root, "lock");
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("one holder at a time, in one process too", async () => {
  const held = await locks.tryLock(path);
  expect(held).not.toBeNull();
  expect(await locks.tryLock(path)).toBeNull();
  await held?.[Symbol.asyncDispose]();
  const again = await locks.tryLock(path);
  expect(again).not.toBeNull();
  await again?.[Symbol.asyncDispose]();
});

test("a killed process leaves no lock behind", async () => {
  const child = await holder();
  expect(await locks.tryLock(path)).toBeNull();
  child.kill("SIGKILL");
  await once(child, "exit");
  const held = await locks.tryLock(path);
  expect(held).not.toBeNull();
  await held?.[Symbol.asyncDispose]();
});

test("a file that is no lock is an error, not a lock", async () => {
  await expect(locks.tryLock(join(root, "missing", "lock"))).rejects.toThrow("unable to open");
});

/** Another process that has the lock. */
async function holder(): Promise<ChildProcess> {
  const module = join(import.meta.dirname, "../../src/adapters/node-locks.ts");
  const program = `import { nodeLocks } from ${JSON.stringify(module)};
    const held = await nodeLocks().tryLock(${JSON.stringify(path)});
    console.log(held === null ? "no" : "held"); setInterval(() => held, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  expect(said.toString().trim()).toBe("held");
  return child;
}
