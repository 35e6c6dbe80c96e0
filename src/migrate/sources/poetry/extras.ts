import { keysOf } from "../../../tree/pyproject-project.ts";
import type { TomlFile } from "../../../tree/formats/toml-file.ts";
import { normalizeName } from "../../../version/names.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { texts } from "../project-table.ts";
import type { PoetryRequirement } from "./dependencies.ts";

/**
 * An optional dependency belongs to extras only; so does any that an extra names, which surprises people. One whose own
 * markers name an extra belongs to that one.
 */
export function readExtras(
  toml: TomlFile,
  all: readonly PoetryRequirement[],
  book: RemarkBook,
): Pick<ProjectModel, "dependencies" | "extras"> {
  for (const { name, source } of all)
    if (source !== null)
      book.refuse(
        `dependency:${name}`,
        `${name} is a directory on this machine, which no user has`,
        "publish it to an index and depend on that release, or move it to a dependency group",
      );
  const base = ["tool", "poetry", "extras"];
  const named = new Map(
    keysOf(toml, base).map((extra) => [
      normalizeName(extra),
      texts(toml.get([...base, extra])).map(normalizeName),
    ]),
  );
  const inExtras = new Set([...named.values()].flat());
  for (const { name, isOptional, extra, requirement } of all) {
    if (extra === "" && inExtras.has(name))
      book.refuse(
        `dependency:${name}`,
        `${name}: its markers exclude an extra and require none, although an extra lists it`,
        'name the extra in its markers: extra == "NAME"',
      );
    else if (extra === "")
      book.note(
        `the markers of ${name} name an extra: Poetry omits such a dependency from the metadata, and so does the migration`,
      );
    else if (extra !== null && !named.has(extra)) {
      const reason = `the extra ${extra} that the markers of ${name} name is not in [tool.poetry.extras], so nobody can request it`;
      book.note(`${reason}; the migration leaves ${name} out`);
      book.intend("requires-dist", name, reason);
    } else if (extra === null && isOptional && !inExtras.has(name))
      book.note(
        `${requirement.value} is optional but in no extra: Poetry omits it from the metadata, and so does the migration`,
      );
    if (extra === null && !isOptional && inExtras.has(name))
      book.note(
        `${name} is installed only with the extra that names it, although it is not optional: Poetry writes it that way`,
      );
    if (requirement.value.includes(" @ "))
      book.note(`${requirement.value}: PyPI rejects a distribution with a direct URL requirement`);
  }
  return {
    dependencies: all
      .filter(({ name, isOptional, extra }) => extra === null && !isOptional && !inExtras.has(name))
      .map(({ requirement }) => requirement),
    extras: new Map(
      [...named].map(([extra, names]) => [
        extra,
        all
          .filter((each) => (each.extra === null ? names.includes(each.name) : each.extra === extra))
          .map(({ requirement }) => requirement),
      ]),
    ),
  };
}
