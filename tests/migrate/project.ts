import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { runHere } from "../support/in-process.ts";
import { temporaryDirectory, writeFiles } from "../support/tree.ts";

/** A project of Poetry with comments and a tool of its own. */
export const POETRY: string = `# packaging
[tool.poetry]
name = "demo-kit"  # the name on PyPI
version = "1.2.0"
description = "A kit"
license = "MIT"
authors = ["Ada Byron <ada@good.dev>", "Bea <bea@good.dev>"]
readme = "README.md"
include = ["CHANGELOG.md"]

[tool.poetry.dependencies]
python = "^3.9"
# the web
attrs = "^23.1"
idna = { version = ">=3,<4", optional = true }

[tool.poetry.extras]
web = ["idna"]

[tool.poetry.group.dev.dependencies]
pytest = "^8"

[tool.poetry.scripts]
demo = "demo_kit:main"

[build-system]
requires = ["poetry-core>=1.0"]
build-backend = "poetry.core.masonry.api"

[tool.black]
line-length = 100  # stays
`;

/** The files around it. */
export const FILES: Readonly<Record<string, string>> = {
  "pyproject.toml": POETRY,
  "README.md": "# demo\n\nBuild it: `poetry build`\n",
  "CHANGELOG.md": "1.2.0\n",
  LICENSE: "MIT License\n",
  "demo_kit/__init__.py": 'def main():\n    print("hello")\n',
  "demo_kit/data.json": "{}\n",
  "tests/test_demo.py": "def test():\n    pass\n",
};

/** A project on the disk. */
export interface Project {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly git: (...args: readonly string[]) => string;
  readonly run: (...args: readonly string[]) => ReturnType<typeof runHere>;
}

/** A committed project, and a state directory of its own. */
export async function withProject(
  files: Readonly<Record<string, string>>,
  body: (project: Project) => Promise<void>,
): Promise<void> {
  await using directory = await temporaryDirectory("shipwheel-migrate-");
  const root = join(directory.path, "project");
  await writeFiles(root, new Map(Object.entries(files)));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.dev", ...args], {
      cwd: root,
      encoding: "utf8",
    });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "t");
  git("config", "user.email", "t@t.dev");
  git("add", "--all");
  git("commit", "--quiet", "--message", "start");
  const env = { SHIPWHEEL_STATE_DIR: join(directory.path, "state") };
  await body({ root, env, git, run: (...args) => runHere(["migrate", root, ...args], { env }) });
}
