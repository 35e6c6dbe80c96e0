import { join } from "node:path";
import { fileRequirement } from "./places.ts";
import type { Mode } from "./mode.ts";
import { filled, venvIn } from "./venv.ts";

/** Deployments that pin everything: the lock names every file's digest, and nothing else is installed. */
export const hashes: Mode = {
  summary: "a virtual environment, from a lock with the digest of every file (--require-hashes)",
  source: "file",
  installer: "uv",
  command: "pip install --require-hashes -r LOCK",
  async install(target, request, ports) {
    const venv = await venvIn(target.directory, target.python, request, ports);
    const wanted = join(target.directory, "wanted.txt");
    const lock = join(target.directory, "lock.txt");
    await ports.files.write(wanted, `${fileRequirement(target, request)}\n`);
    const { python, uv, install } = venv;
    return filled(
      venv,
      () => uv("pip", "compile", "--quiet", "--generate-hashes", "--python", python, wanted, "-o", lock),
      () => install("--require-hashes", "-r", lock),
    );
  },
};
