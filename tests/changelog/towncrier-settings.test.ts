import { expect, test } from "vitest";
import { readFragments } from "../../src/tree/changelog/fragments.ts";
import { readTowncrier } from "../../src/tree/changelog/towncrier-settings.ts";

test.each(["changelog/_template.rst", "package:_template.rst"])(
  "the template %s among the fragments is none of them",
  (template) => {
    const settings = readTowncrier({ directory: "changelog", template });
    const read = readFragments(
      [
        { path: "changelog/_template.rst", text: "{% for section in sections %}" },
        { path: "changelog/other.rst", text: "text" },
      ],
      settings,
    );
    expect(read.strangers.map(({ path }) => path)).toEqual(["changelog/other.rst"]);
  },
);
