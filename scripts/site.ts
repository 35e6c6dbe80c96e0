/**
 * Writes the pages of the site from the repository's Markdown, for Astro to build: `npm run site`.
 * Usage: node scripts/site.ts
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { firstPage } from "./site/first-page.ts";
import { NO_PAGES, sitePages, type SitePage } from "./site/pages.ts";
import { proofPage } from "./site/proof-page.ts";

const root = join(import.meta.dirname, "..");
const out = join(root, "site");
const content = join(out, "src", "content", "docs");
const files = execFileSync("git", ["ls-files", "docs/*.md", "docs/*.svg"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && !NO_PAGES.has(path));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const pages: readonly SitePage[] = [
  firstPage(read("README.md")),
  { ...proofPage(read), address: "proof" },
  ...files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => sitePages(path, read(path)))
    .map((page) => (page.address === "" ? { ...page, address: "documentation" } : page)),
];

rmSync(content, { recursive: true, force: true });
for (const page of pages) write(join(content, `${page.address || "index"}.md`), withFrontMatter(page));
write(join(out, "public", "llms.txt"), listOf(pages));
for (const path of files.filter((each) => each.endsWith(".svg"))) {
  const target = join(out, "public", path.slice("docs/".length));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(root, path), target);
}
console.log(`site: ${pages.length} pages`);

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function withFrontMatter({ title, description, body, address }: SitePage): string {
  const fields = { title, description, editUrl: false, ...(address === "" && { template: "splash" }) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join("")}---\n\n${body}`;
}

/** https://llmstxt.org: what the project is, and each page with its address and one sentence. */
function listOf(all: readonly SitePage[]): string {
  const [first, ...others] = all;
  const lines = others.map(
    ({ address, title, description }) =>
      `- [${title}](/${address}/)${description === "" ? "" : `: ${description}`}\n`,
  );
  return `# shipwheel\n\n> ${first?.description ?? ""}\n\n## Pages\n\n${lines.join("")}`;
}
