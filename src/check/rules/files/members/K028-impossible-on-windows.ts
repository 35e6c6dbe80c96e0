import { symptom } from "../../../../findings/finding.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { releasedFiles } from "../../../views/released-files.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K028: Windows cannot create a file of this name. */
export const impossibleOnWindows: Rule = defineRule({
  code: "K028",
  slug: "impossible-on-windows",
  title: "Windows cannot create a file of this name",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: 'A name is that of a device (aux, con, nul, com1 ...), contains one of < > : " | ? *, or ends in a dot or a space.',
    why: "pip fails to unpack the archive on Windows; uv rejects an sdist with a colon in a name on every system.",
    fix: "rename the file",
    bad: "good_pkg/aux.py",
    good: "good_pkg/auxiliary.py",
    peers: [],
  },
  *check(inputs) {
    for (const { distribution, path, member } of releasedFiles(inputs)) {
      const bad = path.split("/").find((part) => IMPOSSIBLE.test(part));
      // A drive letter or a backslash is told as what it is.
      if (bad === undefined || /^[A-Za-z]:/.test(path)) continue;
      const { parsed } = distribution;
      const isElsewhere =
        parsed.kind === "wheel" && !/(^|\.)(any|win32|win_[a-z0-9]+)(\.|$)/.test(parsed.platformTag);
      // uv unpacks no sdist with such a member, on any system.
      const isRejected = distribution.kind === "sdist" && REJECTED_BY_UV.test(path);
      const isMild = distribution.kind === "sdist" && !isRejected;
      const severity = isElsewhere ? "info" : isMild ? "warning" : "error";
      yield {
        message: `Windows cannot create ${path}: ${bad} is not allowed in a name`,
        location: { file: memberPath(distribution, member) },
        subject: path,
        severity,
        ...(isRejected && {
          why: "pip fails to unpack the archive on Windows, and uv rejects the sdist on every system.",
        }),
        ...(REJECTED_BY_UV.test(path) && { explains: [symptom.install("member-name")] }),
      };
    }
  },
});

/** Measured with uv 0.13: a colon anywhere, a space at the end of a part. */
const REJECTED_BY_UV = /:| (?:\/|$)/;

const IMPOSSIBLE = /^(aux|con|nul|prn|com[1-9]|lpt[1-9])(\.[^/]*)?$|[<>:"|?*]|[. ]$/i;
