import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The license texts of all packages of which a bundle holds a file. `inputs`: paths relative to the root. Throws where one has none. */
export function thirdPartyLicenses(root: string, inputs: Iterable<string>): string {
  const packages = new Set([...inputs].flatMap((path) => packageOf(path) ?? []));
  const texts = [...packages].toSorted().map((directory) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, directory, "package.json"), "utf8"),
    ) as Readonly<Record<string, string>>;
    const file = readdirSync(join(root, directory)).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? sharedText(license) : readFileSync(join(root, directory, file), "utf8");
    if (text === null)
      throw new Error(`${directory} has no license text, and is ${license ?? "of no license"}`);
    return `${name ?? ""} ${version ?? ""} (${license ?? ""})\n\n${text.trim()}\n`;
  });
  return `This program holds code of the packages below.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;

  /** Apache's text is the same for all, and the license of this program. */
  function sharedText(license: string | undefined): string | null {
    return license === "Apache-2.0" ? readFileSync(join(root, "LICENSE"), "utf8") : null;
  }
}

/** `node_modules/@scope/name` of a file in it. */
function packageOf(path: string): string | null {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null;
}
