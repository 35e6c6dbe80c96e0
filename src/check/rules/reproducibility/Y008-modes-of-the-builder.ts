import { isRecordFile } from "../../../distribution/record.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y008: file modes depend on the builder's umask. */
export const modesOfTheBuilder: Rule = defineRule({
  code: "Y008",
  slug: "modes-of-the-builder",
  title: "file modes depend on the builder's umask",
  severity: "info",
  needs: ["dist"],
  docs: {
    what: "Members are group-writable or not world-readable: neither 0644 nor 0755.",
    why: "The bytes depend on the builder's umask, and unreadable files break installations into shared folders.",
    fix: "build with umask 022",
    bad: "-rw-rw-r--",
    good: "-rw-r--r--",
    peers: [],
  },
  *check({ distributions }) {
    for (const { fileName, entries } of distributions) {
      const odd = entries.filter(
        ({ kind, mode, name }) =>
          // setuptools writes RECORD so, whatever the umask.
          !isRecordFile(name) &&
          (kind === "file" || kind === "directory") &&
          (mode & 0o777) !== 0 &&
          ((mode & 0o020) !== 0 || (mode & 0o044) !== 0o044),
      );
      const [first] = odd;
      if (first === undefined) continue;
      yield {
        message: `${fileName}: ${odd.length === 1 ? `${first.name} has` : `${odd.length} members have`} a mode of the builder's umask (${first.mode.toString(8)})`,
        location: { file: `${fileName}!/${first.name}` },
        subject: fileName,
      };
    }
  },
});
