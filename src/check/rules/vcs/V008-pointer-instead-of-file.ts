import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** V008: a Git LFS pointer or an empty submodule stands for a file. */
export const pointerInsteadOfFile: Rule = defineRule({
  code: "V008",
  slug: "pointer-instead-of-file",
  title: "a Git LFS pointer or an empty submodule stands for a file",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "git lfs pull or git submodule update was not run where the release is built.",
    why: "Users get 130 bytes of pointer text, or nothing, instead of the file.",
    fix: "git lfs pull; git submodule update --init; in CI: checkout with lfs: true and submodules: true",
    bad: "version https://git-lfs.github.com/spec/v1",
    good: "the file itself",
    peers: [],
  },
  observe: {
    wants: ({ size }) => (size < 100 || size > 200 ? 0 : size),
    look: (bytes) => (Buffer.from(bytes).toString("latin1").startsWith(POINTER) ? true : undefined),
  },
  *check(inputs, _options, seen) {
    for (const { distribution, member } of seen) {
      yield {
        message: `${member.path} in ${distribution.fileName} is a Git LFS pointer, not the file`,
        location: { file: memberPath(distribution, member.name) },
        subject: member.path,
      };
    }
    const { tree, layout } = inputs;
    for (const submodule of tree?.files.filter((file) => file.kind === "submodule") ?? []) {
      const isPackage =
        layout?.roots.some((root) => root !== "" && submodule.path.startsWith(`${root}/`)) === true;
      yield {
        message: `the submodule ${submodule.path} is not initialised: its directory is empty in the build`,
        location: { file: submodule.path },
        subject: submodule.path,
        severity: isPackage ? "warning" : "info",
        confidence: "likely",
        help: "git submodule update --init --recursive",
      };
    }
  },
});

const POINTER = "version https://git-lfs.github.com/spec/v1";
