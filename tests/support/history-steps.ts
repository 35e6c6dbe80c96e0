import { gitRepository, type GitRepository } from "./git.ts";

const BACKEND = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
const SCM =
  '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=10"]\nbuild-backend = "setuptools.build_meta"\n';

/**
 * A repository made of shell-like steps, one a line: `static 1.2.0 [more TOML]`, `scm [settings]`, `toml TEXT` (the whole
 * file), `file PATH TEXT`, `commit SUBJECT`, `tag NAME`, `light NAME`, `branch NAME`, `switch NAME`, `merge NAME`, with `\n` for line breaks.
 */
export function historyOfSteps(steps: string): GitRepository {
  const repository = gitRepository();
  let count = 0;
  for (const line of steps.trim().split("\n")) {
    const [, word = "", rest = ""] = /^\s*(\S+) ?(.*)$/.exec(line) ?? [];
    const text = rest.replaceAll("\\n", "\n");
    count += 1;
    switch (word) {
      case "static": {
        const [version = "", ...more] = text.split(" ");
        const project = `[project]\nname = "demo"\nversion = "${version}"\n${more.join(" ")}\n`;
        repository.write({ "pyproject.toml": BACKEND + project, "demo/__init__.py": "" });
        break;
      }
      case "scm":
        repository.write({
          "pyproject.toml": `${SCM}[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n${text}\n`,
          "demo.py": "x = 1\n",
        });
        break;
      case "toml":
        repository.write({ "pyproject.toml": text, "demo.py": "x = 1\n" });
        break;
      case "file": {
        const [path = "", ...content] = text.split(" ");
        repository.write({ [path]: content.join(" ") });
        break;
      }
      case "commit":
        repository.commit(text, { f: String(count) });
        break;
      case "tag":
        repository.tag(text, text);
        break;
      case "light":
        repository.tag(text);
        break;
      case "branch":
        repository.git("switch", "-q", "-c", text);
        break;
      case "switch":
        repository.git("switch", "-q", text);
        break;
      case "merge":
        repository.git("merge", "-q", "--no-ff", "-X", "ours", "-m", `Merge branch ${text}`, text);
        break;
      default:
        throw new Error(`no such step: ${line}`);
    }
  }
  return repository;
}
