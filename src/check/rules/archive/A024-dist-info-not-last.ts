import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** A024: the .dist-info folder is not at the end of the wheel. */
export const distInfoNotLast: Rule = defineRule({
  code: "A024",
  slug: "dist-info-not-last",
  title: "the .dist-info folder is not at the end of the wheel",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The specification recommends that archivers put the .dist-info files at the end.",
    why: "Tools that read METADATA over the network fetch only the end of the file.",
    fix: "build again with a current backend, which puts .dist-info last",
    bad: "METADATA as first member",
    good: "METADATA, WHEEL and RECORD as last members",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const files = wheel.entries.filter((entry) => entry.kind === "file");
      const isInfo = (name: string): boolean => /^[^/]+\.dist-info\//.test(name);
      // What lies in folders of .dist-info (licenses) is not what is fetched: setuptools sorts it by name.
      const first = files.findIndex(({ name }) => /^[^/]+\.dist-info\/METADATA$/.test(name));
      const late = first === -1 ? undefined : files.slice(first).find(({ name }) => !isInfo(name));
      if (late === undefined) continue;
      yield {
        message: `${wheel.fileName} has ${late.name} after its .dist-info folder`,
        location: { file: memberPath(wheel, late.name) },
        subject: wheel.fileName,
      };
    }
  },
});
