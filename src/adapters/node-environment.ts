import { availableParallelism, homedir, tmpdir } from "node:os";
import type { Environment } from "../ports/ports.ts";

/** What the machine and the session say; `overrides` take the place of the environment's variables. */
export function nodeEnvironment(overrides?: Readonly<Record<string, string>>): Environment {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(overrides ?? process.env)) {
    if (value !== undefined) variables[name] = value;
  }
  const { platform } = process;
  return {
    variables,
    platform: platform === "win32" || platform === "darwin" ? platform : "linux",
    home: variables["HOME"] ?? variables["USERPROFILE"] ?? homedir(),
    temporary: variables["TMPDIR"] ?? tmpdir(),
    cores: availableParallelism(),
  };
}
