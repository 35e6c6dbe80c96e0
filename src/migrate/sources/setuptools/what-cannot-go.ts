import type { RemarkBook } from "../../model/remarks.ts";
import type { SetupFacts } from "./run-setup.ts";

/** Commands that a build of wheel and sdist runs, whoever asks for it. */
const OF_BUILDS =
  /^(?:build|build_py|build_ext|build_clib|build_scripts|bdist_wheel|dist_info|egg_info|install|install_(?:lib|data|scripts|headers|egg_info)|sdist)$/;

/** What of setup() has no static form. Commands that no build runs go, with a note. */
export function refuseWhatCannotGo(facts: SetupFacts, book: RemarkBook): void {
  for (const name of facts.extensions)
    book.refuse(
      `extension:${name}`,
      `${name} is compiled, and its flags may be computed`,
      "write it below [tool.setuptools] ext-modules by hand, and keep the rest of setup.py",
    );
  for (const name of facts.commands.filter((each) => OF_BUILDS.test(each)))
    book.refuse(
      `command:${name}`,
      `setup.py replaces the command ${name}`,
      `check whether it is still needed; if not, remove ${name} from cmdclass`,
    );
  for (const name of facts.commands.filter((each) => !OF_BUILDS.test(each)))
    book.note(`the command ${name} is removed with setup.py: no build runs it`);
  for (const keyword of facts.plugins)
    book.refuse(
      `setup:${keyword}`,
      `setup() is given ${keyword}, which a setuptools plugin reads`,
      `express in pyproject.toml what ${keyword} says, or write the result with literals`,
    );
  if (facts.scm?.["computed"] === true)
    book.refuse(
      "version",
      "use_scm_version computes its options",
      "write the options with literals: use_scm_version={…}",
    );
  for (const name of facts.namespacePackages)
    book.refuse(
      `namespace-package:${name}`,
      `${name} is a namespace of pkg_resources, which setuptools dropped in version 82`,
      `remove ${name.replaceAll(".", "/")}/__init__.py and namespace_packages: a folder without it is a namespace (PEP 420)`,
    );
  for (const folder of Object.keys(facts.dataFiles).filter((each) => /^(?:[/\\]|[A-Za-z]:)/.test(each)))
    book.refuse(
      `data-files:${folder}`,
      `data_files puts files into ${folder}, where no wheel can install files`,
      "give a path below the environment, such as share/NAME",
    );
}
