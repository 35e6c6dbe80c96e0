import type { HistoryCase } from "./histories.ts";

/** Settings of release tools, wherever they stand: the tags `lib-0.1.3` and `v9.0.0` are there. */
export const SETTINGS: readonly HistoryCase[] = (
  [
    [".cz.toml", '[tool.commitizen]\\ntag_format = "lib-$version"'],
    ["cz.toml", '[tool.commitizen]\\ntag_format = "lib-${version}"'],
    [".cz.json", '{"commitizen": {"tag_format": "lib-$version"}}'],
    ["cz.json", '{"commitizen": {"tag_format": "lib-$major.$minor.$patch$prerelease"}}'],
    [".cz.yaml", "commitizen:\\n  name: x\\n  tag_format: lib-$version"],
    [".bumpversion.toml", '[tool.bumpversion]\\ntag_name = "lib-{new_version}"'],
    [".bumpversion.cfg", "[bumpversion]\\ncurrent_version = 0.1.3\\ntag_name = lib-{new_version}"],
    ["setup.cfg", "[bumpversion]\\ntag_name = lib-{new_major}.{new_minor}.{new_patch}"],
    ["setup.cfg", "[zest.releaser]\\ntag-format = lib-{version}"],
    ["releaserc.toml", '[semantic_release]\\ntag_format = "lib-{version}"'],
    ["tbump.toml", '[git]\\ntag_template = "lib-{new_version}"'],
  ] as const
).map(([file, text]) => ({
  title: `tag format in ${file}: ${text}`,
  steps: `static 0.1.3\nfile ${file} ${text}\ncommit chore: a\ntag lib-0.1.3\ntag v9.0.0\ncommit fix: b`,
  next: "0.1.4",
  tag: "lib-0.1.4",
}));
