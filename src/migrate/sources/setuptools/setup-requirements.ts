import { normalizeName } from "../../../version/names.ts";
import { noted, type Noted, type ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { conditionsOf, lineNaming, withMarker, type Conditional } from "./conditions.ts";
import type { SetupFacts } from "./run-setup.ts";

type Requirements = Pick<ProjectModel, "dependencies" | "extras">;

/** Machines and variables are not tried: what they decide is named. */
const UNTRIED =
  /\b(?:platform\.(?:machine|architecture|processor|release|version|libc_ver|uname)|os\.(?:environ|getenv|uname)|sys\.(?:maxsize|byteorder)|struct\.calcsize)\b/;

/** What is required, with a marker where setup.py decides by where it runs. */
export function setupRequirements(facts: SetupFacts, setupPy: string, book: RemarkBook): Requirements {
  const untried = setupPy.split("\n").findIndex((line) => UNTRIED.test(line));
  if (untried !== -1)
    book.note(
      `setup.py:${untried + 1} asks for ${UNTRIED.exec(setupPy)?.[0] ?? ""}: its value on this machine is written for every environment; use markers where that is wrong`,
    );
  const { requirements, keywords, failures } = conditionsOf(facts.probes, facts.requiresPython);
  for (const { keyword, where } of keywords)
    book.refuse(
      `setup:${keyword}`,
      `setup.py:${lineNaming(setupPy, null)} gives another ${keyword} with ${where}, which pyproject.toml cannot`,
      `give setup() the same ${keyword} everywhere`,
    );
  for (const { where, reason } of failures)
    book.note(
      `setup.py:${lineNaming(setupPy, null)} depends on where it runs, and cannot be tried as ${where} (${reason}): what it requires there is unknown; add it with a marker`,
    );
  const stated = withKeysRead(facts);
  for (const each of requirements) remark(each, setupPy, book);
  const known = requirements.filter(({ marker }) => marker !== null);
  return {
    dependencies: conditional(stated.dependencies, "", known, facts),
    extras: new Map(
      [...new Set([...stated.extras.keys(), ...known.map(({ extra }) => extra.split(":")[0] ?? "")])]
        .filter((extra) => extra !== "")
        .map((extra) => [extra, conditional(stated.extras.get(extra) ?? [], extra, known, facts)]),
    ),
  };
}

function remark({ requirement, marker }: Conditional, setupPy: string, book: RemarkBook): void {
  const line = lineNaming(setupPy, requirement);
  if (marker === null) {
    book.refuse(
      `dependency:${requirement}`,
      `setup.py:${line} requires ${requirement} depending on Python's patch level, which is not tried`,
      "write it with a marker: python_full_version",
    );
    return;
  }
  book.note(`setup.py:${line} requires ${requirement} in some environments only: its marker is ${marker}`);
  const name = normalizeName(/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? requirement);
  book.intend("requires-dist", name, "setup.py requires it in some environments only: a marker names them");
}

/** What is given here only because it runs here goes, and comes back with its marker. */
function conditional(
  stated: readonly Noted<string>[],
  extra: string,
  all: readonly Conditional[],
  { normal }: SetupFacts,
): readonly Noted<string>[] {
  const own = all.filter((each) => (each.extra.split(":")[0] ?? "") === extra);
  const gone = new Set(own.map(({ requirement, extra: key }) => joinedKey(requirement, key)));
  return [
    ...stated.filter(({ value }) => !gone.has(normal[value] ?? value)),
    ...own.map(({ requirement, extra: key, marker }) =>
      noted(withMarker(joinedKey(requirement, key), marker ?? "")),
    ),
  ];
}

/** `extras_require` may have the marker in the key: `:python_version<"3.8"`, `test:sys_platform=="win32"`. */
function withKeysRead({ requires, extras }: SetupFacts): Requirements {
  const dependencies = requires.map((each) => noted(each));
  const found = new Map<string, Noted<string>[]>();
  for (const [key, items] of Object.entries(extras)) {
    const [extra = ""] = key.split(":");
    const all = items.map((each) => noted(joinedKey(each, key)));
    if (extra === "") dependencies.push(...all);
    else found.set(extra, [...(found.get(extra) ?? []), ...all]);
  }
  return { dependencies, extras: found };
}

function joinedKey(requirement: string, key: string): string {
  const colon = key.indexOf(":");
  return colon === -1 ? requirement : withMarker(requirement, key.slice(colon + 1));
}
