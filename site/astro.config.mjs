import { readdir, readFile, writeFile } from "node:fs/promises";

import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

/** Wide tables scroll by themselves: the keyboard must reach them. */
const reachableTables = {
  name: "reachable-tables",
  hooks: {
    "astro:build:done": async ({ dir }) => {
      for (const path of await readdir(dir, { recursive: true })) {
        if (!path.endsWith(".html")) continue;
        const file = new URL(path, dir);
        const text = await readFile(file, "utf8");
        await writeFile(file, text.replaceAll("<table>", '<table tabindex="0">'));
      }
    },
  },
};

const section = (label, directory) => ({ label, collapsed: true, items: [{ autogenerate: { directory } }] });

export default defineConfig({
  // The pages are the repository's own Markdown; scripts/site.ts writes them.
  trailingSlash: "always",
  integrations: [
    reachableTables,
    starlight({
      title: "shipwheel",
      // Its regions for long lines have no names of their own.
      expressiveCode: false,
      favicon: "/favicon.svg",
      customCss: ["./src/site.css"],
      social: [{ icon: "github", label: "GitHub", href: "https://github.com/shipwheel/shipwheel" }],
      sidebar: [
        { label: "Tutorial", link: "/tutorial/" },
        section("How-to guides", "how-to"),
        {
          label: "Rules",
          collapsed: true,
          // A family each; its rules stand on the family's page.
          items: [
            { label: "All rules", link: "/rules/" },
            { label: "Codes of other tools", link: "/rules/peers/" },
          ],
        },
        section("Reference", "reference"),
        section("Explanation", "explanation"),
        { label: "What works, with proof", link: "/proof/" },
        section("Decisions", "decisions"),
        section("Development", "development"),
      ],
    }),
  ],
});
