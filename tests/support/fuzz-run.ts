import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseEntryPoints } from "../../src/distribution/entry-points.ts";
import { parseFileName } from "../../src/distribution/file-names.ts";
import { parseMarker } from "../../src/version/marker.ts";
import { parseMetadata } from "../../src/distribution/metadata/metadata.ts";
import { formatRecord, parseRecord } from "../../src/distribution/record.ts";
import { parseRequirement } from "../../src/version/requirement.ts";
import { mutate, random } from "./mutate.ts";
import { openBytes } from "./open-bytes.ts";
import { buildTarGz, paxHeader, sdist } from "./sdist.ts";
import { wheel } from "./wheel.ts";

/**
 * Run by itself: breaks valid files, and reads them, for so many rounds or so many seconds; prints one JSON document:
 * rounds, the slowest of them, the peak of memory, and what was thrown. Usage: fuzz-run.ts SEED ROUNDS SECONDS [FOLDER...]
 */
// Seed 0 asks for one of the clock: what `npm run fuzz` does.
const [given = "1", rounds = "1000", seconds = "20", ...folders] = process.argv.slice(2);
const seed = given === "0" ? String(Date.now() % 2 ** 31) : given;
const next = random(Number(seed));

const METADATA = [
  "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\nSummary: x\nRequires-Dist: click>=8; python_version < '3.12' and extra == 'a'",
  "Author-email: =?utf-8?q?Ad=C3=A1?= <ada@good.dev>\nKeywords: a,b\nProject-URL: Home, https://good.dev\nLicense-File: LICENSE\n\n# demo\n",
].join("\n");
const ENTRY_POINTS =
  "[console_scripts]\ndemo = demo.cli:main\n\n[demo.plugins]\none = demo.one [extra]\n two\n";
const RECORD = `demo/__init__.py,sha256=${"a".repeat(43)},12\n"demo/a,b.py",sha256=${"b".repeat(43)},0\ndemo-1.0.dist-info/RECORD,,\n`;

/** A valid thing, and what reads it. */
interface Target {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly read: (bytes: Uint8Array) => unknown;
}

async function readDistribution(fileName: string, bytes: Uint8Array): Promise<void> {
  const distribution = await openBytes(fileName, bytes);
  for (const [name, { size }] of distribution.entryDigests) {
    const content = await distribution.read(name, 1 << 20).catch(() => null);
    if (
      content !== null &&
      content.length !== size &&
      !distribution.problems.some(({ code }) => /^A0(09|25|10)$/.test(code))
    )
      throw new Error(`${name} was ${size} bytes and is ${content.length}`);
  }
}

function archive(fileName: string, bytes: Uint8Array): readonly Target[] {
  const whole = { name: fileName, bytes, read: (broken: Uint8Array) => readDistribution(fileName, broken) };
  if (!fileName.endsWith(".tar.gz")) return [whole];
  try {
    // Behind the checksum of gzip no damage would ever reach the tar.
    return [
      whole,
      {
        name: `${fileName} (tar)`,
        bytes: gunzipSync(bytes),
        read: (broken) => readDistribution(fileName, gzipSync(broken, { level: 1 })),
      },
    ];
  } catch {
    return [whole];
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const SMALL: readonly Target[] = [
  { name: "METADATA", bytes: Buffer.from(METADATA), read: (bytes) => parseMetadata(bytes) },
  { name: "entry_points.txt", bytes: Buffer.from(ENTRY_POINTS), read: (bytes) => parseEntryPoints(bytes) },
  {
    name: "RECORD",
    bytes: Buffer.from(RECORD),
    read: (bytes) => {
      const { rows, error } = parseRecord(bytes);
      // What could be read is written and read again to the same.
      if (error === null && rows.every(({ columns }) => columns === 3)) {
        const again = parseRecord(Buffer.from(formatRecord(rows)));
        if (again.rows.length !== rows.length) throw new Error("RECORD changed on its way");
      }
    },
  },
  {
    name: "requirement",
    bytes: Buffer.from('demo[a,b]>=1.0,!=1.5 ; (python_version<"3.9" or os_name=="nt") and extra=="x"'),
    read: (bytes) => parseRequirement(text(bytes)),
  },
  {
    name: "marker",
    bytes: Buffer.from("python_version not in '3.9, 3.10' and (sys_platform == 'linux')"),
    read: (bytes) => parseMarker(text(bytes)),
  },
  {
    name: "file name",
    bytes: Buffer.from("demo_pkg-1.0.post1-1-cp312.cp313-abi3-manylinux_2_17_x86_64.whl"),
    read: (bytes) => parseFileName(text(bytes)),
  },
];

const targets: readonly Target[] = [
  ...archive(
    "demo-1.0-py3-none-any.whl",
    wheel()
      .file("demo/__init__.py", "x = 1\n")
      .file("demo/data.txt", "abc".repeat(500))
      .entryPoints(ENTRY_POINTS)
      .zip({ zip64: true })
      .build(),
  ),
  ...archive(
    "demo-1.0.tar.gz",
    buildTarGz([
      { name: "demo-1.0/PKG-INFO", content: METADATA },
      paxHeader({ path: `demo-1.0/${"d".repeat(120)}`, "GNU.sparse.major": "1" }),
      { name: "cut", content: "pax" },
      { name: "././@LongLink", type: "L", content: `demo-1.0/${"l".repeat(130)}\0` },
      { name: "demo-1.0/l", content: "long" },
      { name: "demo-1.0/link", type: "2", linkTarget: "PKG-INFO" },
      { name: "demo-1.0/hard", type: "1", linkTarget: "demo-1.0/PKG-INFO" },
    ]),
  ),
  ...archive("demo-1.0.tar.gz", sdist().file("demo.py", "x = 1\n").build()),
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(whl|tar\.gz)$/.test(name))
      .flatMap((name) => archive(basename(name), readFileSync(join(folder, name))))
      .filter(({ bytes }) => bytes.length < 200_000),
  ),
];

const started = performance.now();
const thrown: { target: string; round: number; message: string }[] = [];
let slowest = { ms: 0, target: "", round: 0 };
let round = 0;
for (; round < Number(rounds) && performance.now() - started < Number(seconds) * 1000; round += 1) {
  const pool = round % 3 === 0 ? SMALL : targets;
  const target = pool[Math.floor(next() * pool.length)] as Target;
  const broken = mutate(target.bytes, next);
  const begun = process.cpuUsage();
  try {
    await target.read(broken);
  } catch (error) {
    thrown.push({ target: target.name, round, message: String((error as Error).stack) });
  }
  // The processor's time: what else the machine does is no property of ours.
  const { user, system } = process.cpuUsage(begun);
  const ms = (user + system) / 1000;
  if (ms > slowest.ms) slowest = { ms, target: target.name, round };
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  JSON.stringify({
    seed,
    rounds: round,
    seconds: (performance.now() - started) / 1000,
    slowest,
    peakBytes,
    thrown: thrown.slice(0, 10),
  }),
);
