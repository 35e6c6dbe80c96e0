import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { installedLicenses } from "../../src/audit/licenses/installed-licenses.ts";
import type { AuditedPackage } from "../../src/audit/audited-package.ts";
import { temporaryDirectory } from "../support/git.ts";

const pinned = (name: string, version: string): AuditedPackage => ({ name, version }) as AuditedPackage;

test("a package that is there in two versions, for two Pythons, is read in both", async () => {
  using scratch = temporaryDirectory();
  await using wired = nodePorts({});
  const installs: string[][] = [];
  /** As uv: one version of a name in one place. */
  const run = (args: readonly string[]): Promise<never> => {
    const target = args[args.indexOf("--target") + 1] ?? "";
    const pins = readFileSync(args.at(-1) ?? "", "utf8")
      .trim()
      .split("\n");
    installs.push(pins);
    const names = pins.map((pin) => pin.split("==")[0]);
    if (new Set(names).size < names.length)
      return Promise.resolve({ status: 1, stderr: "conflict" } as never);
    for (const pin of pins) {
      const [name = "", version = ""] = pin.split("==");
      const folder = join(target, `${name}-${version}.dist-info`);
      mkdirSync(folder, { recursive: true });
      const head = `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n`;
      writeFileSync(join(folder, "METADATA"), `${head}License-Expression: MIT\n`);
    }
    return Promise.resolve({ status: 0, stderr: "" } as never);
  };
  const packages = [pinned("requests", "2.32.5"), pinned("idna", "3.6"), pinned("requests", "2.34.2")];
  const { licenses, problem } = await installedLicenses(
    [...packages, pinned("idna", "3.6")],
    { directory: scratch.path, run },
    wired.ports,
  );
  expect(problem).toBeNull();
  expect([...licenses.keys()].toSorted()).toEqual(["idna 3.6", "requests 2.32.5", "requests 2.34.2"]);
  expect(installs).toEqual([["requests==2.32.5", "idna==3.6"], ["requests==2.34.2"]]);
});
