import { describe, expect, test } from "vitest";
import { withPorts } from "../../src/library/with-ports.ts";
import { check, Fault, nodePorts, type Ports } from "../../src/index.ts";

describe("a call of the library", () => {
  test("that fails by the disk or by a right throws a fault, and a bug as it is", async () => {
    await using node = nodePorts({});
    const failing = (error: Error): Ports => ({
      ...node.ports,
      files: { ...node.ports.files, stat: () => Promise.reject(error) },
    });
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC", path: "/somewhere" });
    const made = await check(".", { ports: failing(full) }).catch((error: unknown) => error);
    expect(made).toBeInstanceOf(Fault);
    expect(made).toMatchObject({ code: "run/disk-full", cause: full });
    const bug = new TypeError("a broken invariant");
    await expect(check(".", { ports: failing(bug) })).rejects.toBe(bug);
  });

  test("ends by its signal, before or during the call, as by Ctrl-C", async () => {
    const waiting = ({ pause }: Ports): Promise<void> => pause(3600);
    await expect(withPorts({ signal: AbortSignal.abort() }, waiting)).rejects.toMatchObject({
      code: "run/interrupted",
    });
    const stop = new AbortController();
    const call = withPorts({ signal: stop.signal }, waiting);
    stop.abort();
    await expect(call).rejects.toMatchObject({ code: "run/interrupted", phase: "interrupted" });
  });
});
