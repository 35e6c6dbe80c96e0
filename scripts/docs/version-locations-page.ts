import { MIRROR_KINDS } from "../../src/tree/version-locations/registry.ts";
import { between } from "./generated.ts";

/** The page with its table of the places that can state a version. */
export function mirrorPage(page: string): string {
  const rows = MIRROR_KINDS.map(
    ({ id, title, where, example }) => `| \`${id}\` | ${title} | ${where} | \`${example}\` |`,
  );
  return between(page, "kinds", [
    "| kind | what | where | as it is written |",
    "| --- | --- | --- | --- |",
    ...rows,
  ]);
}
