import { MANYLINUX_ALIASES, platformTags } from "./views/platform-tag.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** T021: a Linux wheel has the old name of its policy alone. */
export const manylinuxAliasMissing: Rule = defineRule({
  code: "T021",
  slug: "manylinux-alias-missing",
  title: "a manylinux wheel has only the old name of its tag",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The tag names the policy by its year (`manylinux2014`) but not by its glibc version (`manylinux_2_17`).",
    why: "Tools that support only the newer form ignore the wheel; auditwheel writes both.",
    fix: "retag the wheel: `wheel tags --platform-tag manylinux_2_17_x86_64.manylinux2014_x86_64`",
    bad: "manylinux2014_x86_64",
    good: "manylinux_2_17_x86_64.manylinux2014_x86_64",
    peers: ["shipwheel"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const tags = platformTags(wheel);
      for (const tag of tags) {
        const [, name = "", machine = ""] = /^(manylinux(?:1|2010|2014))_(\w+)$/.exec(tag) ?? [];
        const version = MANYLINUX_ALIASES[name];
        const alias = `manylinux_${version?.join("_")}_${machine}`;
        if (version === undefined || tags.includes(alias)) continue;
        yield {
          message: `${wheel.fileName}: the tag ${tag} lacks its equivalent ${alias}`,
          location: { file: wheel.fileName },
          subject: wheel.fileName,
        };
      }
    }
  },
});
