import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a program while a server of this process answers it; rejects when it fails. */
export async function asynchronously(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const { stdout } = await execute(program, args, { ...options, maxBuffer: 2 ** 26 });
  return stdout;
}

/** Publishes a packed package as npm itself does; `scratch` gets the file with the token. */
export async function publishToNpm(tarball: string, registry: string, scratch: string): Promise<void> {
  const userconfig = join(scratch, "npmrc");
  writeFileSync(userconfig, `${registry.replace("http:", "")}:_authToken=rehearsal\n`);
  const flags = ["--ignore-scripts", "--registry", registry, "--userconfig", userconfig];
  await asynchronously("npm", ["publish", tarball, ...flags]);
}

/** What `npx shipwheel@VERSION --version` prints, from a registry and an empty home. */
export function npxVersion(version: string, registry: string, home: string): Promise<string> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    npm_config_registry: registry,
    NO_COLOR: "1",
  };
  return asynchronously("npx", ["--yes", `shipwheel@${version}`, "--version"], { cwd: home, env });
}

/** Where this machine gets packages from: an empty home must not mean another registry. */
export function registries(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(PIP|UV)_|_(PROXY|CERT_FILE)$/i.test(name)),
  );
}
