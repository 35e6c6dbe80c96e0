import { rewriteLinks, type SitePage } from "./pages.ts";

/** The first page: the README, which begins with the install lines and the recorded run. */
export function firstPage(readme: string): SitePage {
  const [, ...rest] = readme.split(/^# .+\n/m);
  const body = rest.join("").trim();
  const [description = ""] = body.split(/(?<=\.)\s/);
  return { address: "", title: "shipwheel", description, body: rewriteLinks(body, "README.md") };
}
