import table from "./plugin-hosts.json" with { type: "json" };
import { topOf } from "../imports/modules.ts";
import type { RehearsedProject } from "../request.ts";
import { providesModule } from "../../distribution/import-names.ts";

/** Groups of entry points that a host loads, and what is installed to try them. */
const HOSTS: Readonly<Record<string, readonly string[]>> = table.hosts;

/** The distributions that make up the host of a group of entry points; none when we know of none. */
export function hostsOf(group: string): readonly string[] {
  return HOSTS[group] ?? HOSTS[group.split(".", 1)[0] ?? ""] ?? [];
}

/** What a framework brings along, besides the module of its own name. */
const BROUGHT: Readonly<Record<string, string>> = { docutils: "sphinx", _pytest: "pytest" };

/** Whether the release calls itself an extension of the project whose module is missing: that one is there when it is used. */
export function isExtensionOf(
  missing: string | null,
  { classifiers, entryPoints }: Pick<RehearsedProject, "classifiers" | "entryPoints">,
): boolean {
  if (missing === null) return false;
  const top = topOf(missing);
  const host = (BROUGHT[top] ?? top).toLowerCase();
  const isFramework = classifiers.some((each) => {
    const framework = /^Framework :: ([^:]+)/.exec(each)?.[1]?.trim().toLowerCase();
    return framework === host;
  });
  return (
    isFramework ||
    entryPoints.some(({ group }) => hostsOf(group).some((name) => providesModule({ name }, top)))
  );
}
