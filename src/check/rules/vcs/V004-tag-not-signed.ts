import { defineRule, type Rule } from "../../engine/rule.ts";

/** V004: the release tag is lightweight, or not signed although others are. */
export const tagNotSigned: Rule = defineRule({
  code: "V004",
  slug: "tag-not-signed",
  title: "the release tag is lightweight, or not signed although others are",
  severity: "info",
  needs: ["tree"],
  docs: {
    what: "A lightweight tag has no date, tagger or signature. An annotated tag needs a signature only if the project's other tags have one.",
    why: "git describe ignores lightweight tags by default, and nobody can see who tagged the release, or when.",
    fix: "run git tag -a (or -s) -m v1.0 v1.0",
    bad: "git tag v1.0",
    good: "git tag -s v1.0 -m v1.0",
    peers: [],
  },
  *check({ tree, tags }) {
    const git = tree?.git;
    if (git == null) return;
    const all = tags?.releases ?? [];
    const kinds = new Map(git.tags.map((tag) => [tag.name, tag.kind]));
    const atHead = all.filter((tag) => tag.atHead);
    const others = all.filter((tag) => !tag.atHead).map((tag) => kinds.get(tag.name));
    const signs = others.some((kind) => kind === "signed");
    // Where every tag is lightweight that is how this project does it.
    const annotates = others.length === 0 || others.some((kind) => kind !== "lightweight");
    for (const { name } of atHead) {
      const kind = kinds.get(name);
      if (kind === undefined || kind === "signed") continue;
      if (kind === "lightweight" ? !annotates : !signs) continue;
      yield {
        message:
          kind === "lightweight"
            ? `the tag ${name} is lightweight`
            : `the tag ${name} is not signed, but earlier tags are`,
        location: { file: "." },
        subject: name,
        help: `recreate it before you push it: git tag -f ${signs ? "-s" : "-a"} ${name} -m ${name}`,
      };
    }
  },
});
