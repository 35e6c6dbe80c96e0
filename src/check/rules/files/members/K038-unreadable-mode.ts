import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K038: a file is not world-readable, or is world-writable. */
export const unreadableMode: Rule = defineRule({
  code: "K038",
  slug: "unreadable-mode",
  title: "a file is not world-readable, or is world-writable",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "The mode of a member does not allow group or others to read it, or allows everyone to write it.",
    why: "After an administrator installs the package, users cannot read the file (PermissionError), or any user can change it.",
    fix: "run chmod u=rw,go=r before the build",
    bad: "-rw------- good_pkg/data.json",
    good: "-rw-r--r-- good_pkg/data.json",
    peers: [],
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const files = distribution.entries.filter((entry) => entry.kind === "file" && entry.mode !== 0);
      // pdm-backend writes the files of .dist-info so; installers give them modes of their own.
      const closed = files.filter(
        (entry) => (entry.mode & 0o044) !== 0o044 && !/^[^/]+\.dist-info\//.test(entry.name),
      );
      // In an sdist odd rights to write are a matter of the archive.
      const open = distribution.kind === "wheel" ? files.filter((entry) => (entry.mode & 0o002) !== 0) : [];
      for (const [what, list, severity] of [
        ["not readable by others", closed, "warning"],
        ["writable by everyone", open, "info"],
      ] as const) {
        const [first] = list;
        if (first === undefined) continue;
        const more = list.length === 1 ? "is" : `(and ${list.length - 1} more) is`;
        yield {
          message: `${first.name} ${more} ${what} (mode ${first.mode.toString(8)})`,
          location: { file: memberPath(distribution, first.name) },
          subject: `${distribution.kind} ${what}`,
          severity,
        };
      }
    }
  },
});
