import { defineRule, type Rule } from "../../engine/rule.ts";

/** V004: the release's tag is lightweight, or not signed although others are. */
export const tagNotSigned: Rule = defineRule({
  code: "V004",
  slug: "tag-not-signed",
  title: "the release's tag is lightweight, or not signed although others are",
  severity: "info",
  needs: ["tree"],
  docs: {
    what: "A lightweight tag is a name and nothing else: no date, no tagger, no signature. Of annotated tags a signature is asked for only where the project's other tags have one.",
    why: "git describe passes lightweight tags over by default, and nobody can tell who tagged, or when.",
    fix: "git tag -a (or -s) -m v1.0 v1.0",
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
            ? `the tag ${name} is a lightweight one`
            : `the tag ${name} is not signed, and earlier ones are`,
        location: { file: "." },
        subject: name,
        help: `make it anew before it is pushed: git tag -f ${signs ? "-s" : "-a"} ${name} -m ${name}`,
      };
    }
  },
});
