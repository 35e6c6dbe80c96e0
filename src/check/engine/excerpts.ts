import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import type { RuleInputs } from "./rule.ts";

const LONGEST = 400;

/** Fills in the source line of every finding that names a line and has no excerpt yet. */
export async function withExcerpts(
  findings: readonly Finding[],
  inputs: Pick<RuleInputs, "tree" | "distributions">,
): Promise<readonly Finding[]> {
  const texts = new Map<string, Promise<readonly string[] | null>>();

  async function lines(file: string): Promise<readonly string[] | null> {
    const text = await readText(file, inputs).catch(() => null);
    return text === null ? null : text.split(/\r?\n/);
  }

  async function fill(location: Location): Promise<Location> {
    if (location.line === undefined || location.excerpt !== undefined) return location;
    const known = texts.get(location.file) ?? lines(location.file);
    texts.set(location.file, known);
    const excerpt = (await known)?.[location.line - 1];
    return excerpt === undefined || excerpt.length > LONGEST ? location : { ...location, excerpt };
  }

  return Promise.all(
    findings.map(async (finding) => {
      if (finding.location === undefined) return finding;
      return { ...finding, location: await fill(finding.location) };
    }),
  );
}

/** The text of a file of the tree, or of a member of a distribution (`<archive>!/<member>`). */
async function readText(
  file: string,
  inputs: Pick<RuleInputs, "tree" | "distributions">,
): Promise<string | null> {
  const [archive = "", member] = file.split("!/");
  if (member === undefined) return (await inputs.tree?.readText(file)) ?? null;
  const distribution = inputs.distributions.find((candidate) => candidate.fileName === archive);
  const bytes = await distribution?.read(member);
  return bytes == null ? null : new TextDecoder().decode(bytes);
}
