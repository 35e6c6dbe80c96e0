import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K029: the distribution is large. */
export const largeDistribution: Rule = defineRule({
  code: "K029",
  slug: "large-distribution",
  title: "the distribution is large",
  severity: "info",
  needs: ["dist"],
  docs: {
    what: "More than 2,000 files, more than 50 MiB packed or 75 MiB unpacked; or more than [tool.shipwheel.check.contract] allows.",
    why: "Every user downloads and unpacks it. PyPI accepts 100 MiB per file and 10 GiB per project.",
    fix: "exclude what users do not need; the finding lists the largest files",
    bad: 'max-size = "5 MB"  # and a wheel of 6 MB',
    good: "a wheel of 4 MB",
    peers: [
      "pydistcheck:too-many-files",
      "pydistcheck:distro-too-large-compressed",
      "pydistcheck:distro-too-large-uncompressed",
    ],
  },
  *check({ distributions, contract }) {
    for (const distribution of distributions) {
      const { fileName, kind, size } = distribution;
      const files = distribution.entries.filter((entry) => entry.kind === "file");
      const unpacked = files.reduce((sum, entry) => sum + entry.size, 0);
      const budget = contract["max-size"][kind];
      const most = contract["max-files"];
      const excesses = [
        excess(`${files.length} files`, files.length, most, 2000),
        excess(`${megabytes(size)} packed`, size, budget, 50 * 2 ** 20),
        excess(`${megabytes(unpacked)} unpacked`, unpacked, undefined, 75 * 2 ** 20),
      ].filter((each) => each !== null);
      if (excesses.length === 0) continue;
      const isPromised = excesses.some((each) => each.promised);
      const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 5);
      const list = largest.map((entry) => `${entry.name} (${megabytes(entry.size)})`).join(", ");
      yield {
        message: `${fileName} has ${excesses.map((each) => each.text).join(" and ")}`,
        location: { file: fileName },
        subject: fileName,
        help: `exclude what users do not need; the largest: ${list}`,
        ...(isPromised && {
          severity: "error" as const,
          why: "The project's own contract ([tool.shipwheel.check.contract]) sets the limit.",
        }),
      };
    }
  },
});

interface Excess {
  readonly text: string;
  /** Whether the project itself set the limit. */
  readonly promised: boolean;
}

function excess(text: string, value: number, promise: number | undefined, usual: number): Excess | null {
  if (promise !== undefined) return value > promise ? { text, promised: true } : null;
  return value > usual ? { text, promised: false } : null;
}

function megabytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
