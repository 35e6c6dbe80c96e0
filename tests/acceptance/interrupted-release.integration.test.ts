import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, type Running } from "./cli.ts";
import { DEMO_PROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

/** What anybody can see of the release. */
interface Shown {
  readonly tag: boolean;
  readonly files: readonly string[];
  readonly announced: boolean;
}

/** A phase of a release, and how Ctrl-C is pressed in it. */
interface Phase {
  readonly is: string;
  /** Starts to wait for the phase; `press` sends SIGINT. Answers what is to be done when the program has ended. */
  readonly wait: (press: () => void, running: () => Running) => () => void;
  /** Something is public for certain when it is interrupted here. */
  readonly isPublic: boolean;
}

async function shownOf(world: ReleaseWorld): Promise<Shown> {
  const tags = execFileSync("git", ["-C", world.remote, "tag", "--list"], { encoding: "utf8" });
  const files = await world.shown("demo-pkg");
  return { tag: tags.includes("v1.2.3"), files, announced: world.forge.releases.some(({ draft }) => !draft) };
}

/** Whether a line of the journal has these words. */
function isTold(world: ReleaseWorld, words: readonly string[]): boolean {
  const releases = join(world.state, "shipwheel", "releases", "demo-pkg");
  if (!existsSync(releases)) return false;
  const paths = readdirSync(releases).map((name) => join(releases, name, "journal.jsonl"));
  const lines = paths.flatMap((path) => (existsSync(path) ? readFileSync(path, "utf8").split("\n") : []));
  return lines.some((line) => words.every((word) => line.includes(word)));
}

test("Ctrl-C in every phase of a release: it says what is known, and the same command goes on", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const journals =
    (...words: readonly string[]): Phase["wait"] =>
    (press) => {
      const timer = setInterval(() => {
        if (!isTold(world, words)) return;
        clearInterval(timer);
        press();
      }, 20);
      return () => clearInterval(timer);
    };
  const asksForge =
    (wanted: RegExp): Phase["wait"] =>
    (press) => {
      world.watch.request = (line) => {
        if (wanted.test(line)) press();
      };
      return () => {
        world.watch.request = () => undefined;
      };
    };
  /** An upload that is answered only when the program has ended. */
  const uploads: Phase["wait"] = (press, running) => {
    const ended = Promise.withResolvers<undefined>();
    world.index.index.faults.add({ kind: "held", until: ended.promise });
    const over = journals('"type":"sending"', ".whl")(press, running);
    return () => {
      over();
      ended.resolve(undefined);
    };
  };
  const pushes: Phase["wait"] = (_press, running) => {
    const hook = join(world.remote, "hooks", "pre-receive");
    writeFileSync(hook, `#!/bin/sh\nkill -INT ${running().pid}\nsleep 1\n`);
    chmodSync(hook, 0o755);
    return () => writeFileSync(hook, "#!/bin/sh\n");
  };
  const phases: readonly Phase[] = [
    { is: "rehearse", wait: journals('"type":"begin"', '"rehearse"'), isPublic: false },
    { is: "push the tag", wait: pushes, isPublic: false },
    { is: "make the draft", wait: asksForge(/^POST .*\/releases$/), isPublic: true },
    { is: "attach", wait: asksForge(/^POST .*\/assets/), isPublic: true },
    { is: "upload the first file", wait: uploads, isPublic: true },
    {
      is: "install what is published",
      wait: journals('"type":"begin"', '"verify-published"'),
      isPublic: true,
    },
    { is: "announce", wait: asksForge(/^PATCH .*\/releases\//), isPublic: true },
  ];
  const exits: (readonly [string, number | null])[] = [];
  for (const { is, wait, isPublic } of phases) {
    const running = world.startRelease();
    const over = wait(running.interrupt, () => running);
    const ended = await running.ended;
    over();
    exits.push([is, ended.exit]);
    const shown = await shownOf(world);
    const isShown = shown.tag || shown.files.length > 0 || shown.announced;
    const { error } = document(ended) as {
      error: { code: string; message: string; details?: { taken: string[]; unknown: string[] } };
    };
    const { code, message, details = { taken: [], unknown: [] } } = error;
    // Nothing is claimed that nobody sees; what is seen is claimed, or said to be unknown.
    expect([is, code], ended.stderr).toEqual([
      is,
      ended.exit === 8 ? "release/interrupted" : "run/interrupted",
    ]);
    if (ended.exit === 8) expect([is, isShown]).toEqual([is, true]);
    if (isPublic) expect([is, ended.exit]).toEqual([is, 8]);
    if (ended.exit === 130 && isShown) expect(message).toContain("unknown");
    if (message.includes("exists here and on")) expect([is, shown.tag]).toEqual([is, true]);
    if (message.includes("is announced")) expect([is, shown.announced]).toEqual([is, true]);
    expect(shown.files).toEqual(expect.arrayContaining(details.taken));
    const told = new Set([...details.taken, ...details.unknown]);
    expect([is, shown.files.filter((name) => !told.has(name))]).toEqual([is, []]);
  }
  expect(exits.map(([is]) => is)).toEqual(phases.map(({ is }) => is));
  expect(await world.release()).toMatchObject({ exit: 0 });
  const stored = world.index.index.log.filter(({ upload }) => upload?.outcome === "stored");
  expect(stored.map(({ upload }) => upload?.fileName)).toEqual([
    "demo_pkg-1.2.3-py3-none-any.whl",
    "demo_pkg-1.2.3.tar.gz",
  ]);
  expect(world.forge.releases.map(({ draft }) => draft)).toEqual([false]);
});
