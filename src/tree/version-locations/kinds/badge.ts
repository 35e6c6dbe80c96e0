import type { VersionLocationKind, Statement } from "../version-location.ts";

const BADGE = /https:\/\/img\.shields\.io\/badge\/(?:version|release)-(v?\d[\w.!+]*)-[\w]+/gi;

/** A static badge of the README whose label is `version` or `release`; one that asks a server is no copy. */
export const readmeBadge: VersionLocationKind = {
  id: "badge",
  title: "A static version badge",
  where: "README at the root: a shields.io address of the form `/badge/version-1.2.3-blue`",
  example: "![version](https://img.shields.io/badge/version-1.2.3-blue)",
  async find({ tree, text }) {
    const found: Statement[] = [];
    for (const { path } of tree.files.filter((file) => /^README(\.\w+)?$/i.test(file.path))) {
      for (const match of ((await text(path)) ?? "").matchAll(BADGE)) {
        const value = match[1] ?? "";
        const start = match.index + match[0].lastIndexOf(`-${value}-`) + 1;
        found.push({ file: path, name: "badge", start, end: start + value.length, form: "pep440" });
      }
    }
    return found;
  },
};
