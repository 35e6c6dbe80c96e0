import { VERSION_LOCATION_KINDS } from "../../src/tree/version-locations/registry.ts";
import { between } from "./generated.ts";

/** The page with its table of the places that can state a version. */
export function versionLocationsPage(page: string): string {
  const rows = VERSION_LOCATION_KINDS.map(
    ({ id, title, where, example }) => `| \`${id}\` | ${title} | ${where} | \`${example}\` |`,
  );
  return between(page, "kinds", [
    "| kind | what | where | as it is written |",
    "| --- | --- | --- | --- |",
    ...rows,
  ]);
}
