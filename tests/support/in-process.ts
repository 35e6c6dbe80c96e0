import { vi } from "vitest";
import { main } from "../../src/cli/program.ts";
import { requireSchema } from "./document-schema.ts";
import type { Ended } from "../acceptance/cli.ts";

/** Runs the command line in this process: for tests that need its answer, not its start. One at a time. */
export async function runHere(
  argv: readonly string[],
  { env }: { readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const before = { ...process.env };
  Object.assign(process.env, { SHIPWHEEL_NO_PROGRESS: "1" }, env);
  delete process.env["PYTHONDONTWRITEBYTECODE"];
  let [stdout, stderr] = ["", ""];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  try {
    const exit = await main(argv);
    requireSchema(argv, stdout);
    return { exit, stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
    process.env = before;
  }
}
