import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";

/** One step of a recorded history; which fields it has depends on `op`. */
export interface Step {
  readonly op: string;
  readonly [field: string]: unknown;
}

const MEBIBYTE = 1 << 20;

/** Replays the steps below an empty directory and answers the checkout in which the cases are asked. */
export function replayHistory(steps: readonly Step[], base: string): string {
  const replay = new Replay(realpathSync(base));
  for (const step of steps) replay.step(step);
  return replay.here;
}

/** The environment of a git that knows nothing of this machine's user. */
function gitEnvironment(base: string, date: string | undefined): NodeJS.ProcessEnv {
  const name = "Ada Fixture";
  const mail = "ada@example.invalid";
  return {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
    HOME: base,
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: mail,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: mail,
    ...(date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
  };
}

const SETTINGS = [
  "core.autocrlf=false",
  "commit.gpgsign=false",
  "tag.gpgsign=false",
  "gc.auto=0",
  "protocol.file.allow=always",
  "advice.detachedHead=false",
].flatMap((setting) => ["-c", setting]);

class Replay {
  readonly base: string;
  here: string;

  constructor(base: string) {
    this.base = base;
    this.here = base;
  }

  git(
    args: readonly string[],
    options: { readonly date?: string | undefined; readonly cwd?: string } = {},
  ): Buffer {
    return execFileSync("git", [...SETTINGS, ...args], {
      cwd: options.cwd ?? this.here,
      env: gitEnvironment(this.base, options.date),
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * MEBIBYTE,
    });
  }

  put(path: string, text: string): void {
    mkdirSync(dirname(join(this.here, path)), { recursive: true });
    writeFileSync(join(this.here, path), text);
  }

  step(step: Step): void {
    const action = ACTIONS[step.op];
    if (action === undefined) throw new Error(`the history has the unknown step ${step.op}`);
    action(this, new Fields(step));
  }
}

class Fields {
  readonly #step: Step;

  constructor(step: Step) {
    this.#step = step;
  }

  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new Error(`the step ${this.#step.op} lacks ${name}`);
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.#step[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  }

  is(name: string): boolean {
    return this.#step[name] === true;
  }

  value<T>(name: string, otherwise: T): T {
    return (this.#step[name] as T | undefined) ?? otherwise;
  }
}

const ACTIONS: Readonly<Record<string, (replay: Replay, step: Fields) => void>> = {
  init(replay, step) {
    replay.here = join(replay.base, step.optional("dir") ?? "repo");
    mkdirSync(replay.here, { recursive: true });
    replay.git(["init", "-q", "-b", step.optional("branch") ?? "main", "."]);
  },
  commit(replay, step) {
    const files = Object.entries(step.value<Record<string, string>>("files", {}));
    const deleted = step.value<readonly string[]>("delete", []);
    for (const [path, text] of files) replay.put(path, text);
    for (const path of deleted) rmSync(join(replay.here, path));
    const paths = [...files.map(([path]) => path), ...deleted];
    if (paths.length > 0) replay.git(["add", "-A", "--", ...paths]);
    const empty = step.is("empty") || paths.length === 0 ? ["--allow-empty"] : [];
    replay.git(["commit", "-q", ...empty, "-m", step.text("msg")], { date: step.text("date") });
  },
  tag(replay, step) {
    const name = step.text("name");
    const annotation = step.is("annotated") ? ["-a", "-m", step.optional("msg") ?? name] : [];
    const date = step.optional("date");
    replay.git(["tag", ...annotation, name, step.optional("ref") ?? "HEAD"], { date });
  },
  delete_tag: (replay, step) => void replay.git(["tag", "-d", step.text("name")]),
  branch: (replay, step) => void replay.git(["branch", step.text("name"), step.optional("ref") ?? "HEAD"]),
  checkout(replay, step) {
    const how = step.is("create") ? ["-b"] : step.is("detach") ? ["--detach"] : [];
    replay.git(["checkout", "-q", ...how, step.text("ref")]);
  },
  merge(replay, step) {
    const how = step.is("ff") ? ["--ff-only"] : ["--no-ff", "-m", step.text("msg")];
    replay.git(["merge", "-q", ...how, step.text("ref")], { date: step.text("date") });
  },
  write: (replay, step) => replay.put(step.text("path"), step.text("text")),
  append: (replay, step) => appendFileSync(join(replay.here, step.text("path")), step.text("text")),
  remove: (replay, step) => rmSync(join(replay.here, step.text("path"))),
  stage: (replay, step) => void replay.git(["add", "--", step.text("path")]),
  chmod(replay, step) {
    chmodSync(join(replay.here, step.text("path")), Number.parseInt(step.optional("mode") ?? "755", 8));
  },
  touch: (replay, step) => utimesSync(join(replay.here, step.text("path")), 1_700_000_000, 1_700_000_000),
  mkdir: (replay, step) => void mkdirSync(join(replay.here, step.text("path")), { recursive: true }),
  clone(replay, step) {
    const depth = step.optional("depth");
    const branch = step.optional("branch");
    const filter = step.optional("filter");
    const options = [
      ...(depth === undefined ? [] : ["--depth", depth]),
      ...(branch === undefined ? [] : ["--branch", branch]),
      ...(step.is("no_tags") ? ["--no-tags"] : []),
      ...(step.value<boolean | null>("single", null) === false ? ["--no-single-branch"] : []),
      ...(filter === undefined ? [] : [`--filter=${filter}`]),
    ];
    const target = join(replay.base, step.text("dir"));
    replay.git(["clone", "-q", ...options, `file://${replay.here}`, target], { cwd: replay.base });
    replay.here = target;
  },
  fetch: (replay, step) => void replay.git(["fetch", "-q", ...step.value<readonly string[]>("args", [])]),
  git: (replay, step) =>
    void replay.git(step.value<readonly string[]>("args", []), { date: step.optional("date") }),
  submodule_add(replay, step) {
    const path = step.text("path");
    const inner = new Replay(replay.base);
    inner.step({ op: "init", dir: `sub-${path}` });
    for (const each of step.value<readonly Step[]>("from_steps", [])) inner.step(each);
    replay.git(["submodule", "--quiet", "add", `../sub-${path}`, path]);
  },
  worktree(replay, step) {
    const target = join(replay.base, step.text("dir"));
    const branch = step.optional("branch");
    const how = branch === undefined ? ["--detach"] : ["-b", branch];
    replay.git(["worktree", "add", "-q", ...how, target, step.text("ref")]);
    replay.here = target;
  },
  archive(replay, step) {
    const data = replay.git(["archive", "--format=tar", step.optional("ref") ?? "HEAD"]);
    const target = join(replay.base, step.text("dir"), step.optional("prefix") ?? "");
    mkdirSync(target, { recursive: true });
    execFileSync("tar", ["-xf", "-", "-C", target], { input: data });
    replay.here = normalize(target).replace(/\/$/, "");
  },
  export(replay, step) {
    const target = join(replay.base, step.text("dir"));
    cpSync(replay.here, target, {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => !/[\\/]\.git$/.test(source),
    });
    replay.here = target;
  },
  enter(replay, step) {
    replay.here = normalize(join(replay.base, step.text("dir"))).replace(/\/$/, "");
  },
  rename_dir(replay, step) {
    const target = join(replay.base, step.text("to"));
    renameSync(replay.here, target);
    replay.here = target;
  },
};
