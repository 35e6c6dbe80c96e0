import { DIALECTS } from "../../src/index-client/dialects/registry.ts";
import { between } from "./generated.ts";

/** The page with its table of the kinds of index. */
export function indexPage(page: string): string {
  const yes = (value: boolean): string => (value ? "yes" : "no");
  const rows = DIALECTS.map((each) =>
    [
      "",
      `\`${each.id}\``,
      each.title,
      each.recognisedBy,
      yes(each.trustedPublishing),
      yes(each.attestations),
      yes(each.overwrites),
      `\`${each.tokenUser}\``,
      "",
    ]
      .join(" | ")
      .trim(),
  );
  const table = [
    "| kind | what | detected from | trusted publishing | attestations | overwrites | user beside a token |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
  return between(page, "dialects", table);
}
