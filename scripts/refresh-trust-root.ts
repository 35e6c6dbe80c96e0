/**
 * Writes `src/attest/data/public-trust-root.ts` from the seeds that Sigstore's own client carries (`@sigstore/tuf`),
 * fetched by npm. Usage: node scripts/refresh-trust-root.ts [VERSION]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [version = "5.0.1"] = process.argv.slice(2);
const target = join(import.meta.dirname, "..", "src", "attest", "data", "public-trust-root.ts");
const folder = mkdtempSync(join(tmpdir(), "shipwheel-trust-root-"));
try {
  execFileSync("npm", ["pack", `@sigstore/tuf@${version}`, "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  execFileSync("tar", ["xzf", join(folder, `sigstore-tuf-${version}.tgz`), "-C", folder]);
  const seeds = JSON.parse(readFileSync(join(folder, "package", "seeds.json"), "utf8")) as Record<
    string,
    { readonly targets: Readonly<Record<string, string>> }
  >;
  const [instance] = Object.values(seeds);
  const text = Buffer.from(instance?.targets["trusted_root.json"] ?? "", "base64").toString("utf8");
  const source = `// Written by scripts/refresh-trust-root.ts; do not edit.

/** The keys of Sigstore's public instance, as @sigstore/tuf ${version} carries them: a trusted root in its own JSON. */
export const PUBLIC_TRUST_ROOT: string = ${JSON.stringify(JSON.stringify(JSON.parse(text)))};

/** What the trust root is called where it is named. */
export const PUBLIC_TRUST_ROOT_TITLE = "the public trust root of @sigstore/tuf ${version}";
`;
  writeFileSync(target, source);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
