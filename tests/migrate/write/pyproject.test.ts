import { describe, expect, test } from "vitest";
import { build, migrated, PYPROJECT } from "../migrated.ts";

describe("keys that no source reads stay with their comments, and are named", () => {
  test.each([
    [
      "tool.poetry.frobnicate",
      `[tool.poetry]\n${PYPROJECT}# why\nfrobnicate = true  # beside\n\n${build("poetry-core", "poetry.core.masonry.api")}`,
      "[tool.poetry]\n# why\nfrobnicate = true  # beside\n",
    ],
    [
      "tool.poetry.group.dev.strange",
      `[tool.poetry]\n${PYPROJECT}[tool.poetry.group.dev]\nstrange = 1\n[tool.poetry.group.dev.dependencies]\npytest = "^8"\n${build("poetry-core", "poetry.core.masonry.api")}`,
      "[tool.poetry.group.dev]\nstrange = 1\n",
    ],
    [
      "tool.poetry.frob",
      `[tool.poetry]\n${PYPROJECT}# of frob\n[tool.poetry.frob]\na = 1  # one\n\n${build("poetry-core", "poetry.core.masonry.api")}`,
      "# of frob\n[tool.poetry.frob]\na = 1  # one\n",
    ],
    [
      "tool.hatch.build.targets.wheel.pakages",
      `[project]\n${PYPROJECT}[tool.hatch.build.targets.wheel]\npackages = ["demo_kit"]\npakages = ["x"] # typo\n${build("hatchling", "hatchling.build")}`,
      '[tool.hatch.build.targets.wheel]\npakages = ["x"] # typo\n',
    ],
    [
      "tool.hatch.build.targets.binary",
      `[project]\n${PYPROJECT}[tool.hatch.build.targets.binary]\nscripts = []\n${build("hatchling", "hatchling.build")}`,
      "[tool.hatch.build.targets.binary]\nscripts = []\n",
    ],
    [
      "tool.flit.frob",
      `[project]\n${PYPROJECT}description = "x"\n[tool.flit.sdist]\ninclude = ["docs/"]\n[tool.flit.frob]\nx = 1\n${build("flit_core", "flit_core.buildapi")}`,
      "[tool.flit.frob]\nx = 1\n",
    ],
    [
      "tool.pdm.build.frob",
      `[project]\n${PYPROJECT}[tool.pdm.build]\nincludes = ["demo_kit"]\nfrob = 1\n${build("pdm-backend", "pdm.backend")}`,
      "[tool.pdm.build]\nfrob = 1\n",
    ],
  ])("%s", async (key, pyproject, kept) => {
    const { text, notes } = await migrated(pyproject);
    expect(text).toContain(kept);
    expect(notes).toContain(`${key} of pyproject.toml is unknown to this migration and is kept unchanged`);
    expect(text).not.toMatch(/"\^8"|packages = \["demo_kit"\]|includes/);
  });
});

test("keys of other tools below the same table are not named", async () => {
  const { text, notes } = await migrated(
    `[project]\nname = "demo-kit"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\n[tool.hatch.envs.default]\nskip-install = true\n${build("hatchling", "hatchling.build")}`,
  );
  expect(text).toContain("[tool.hatch.envs.default]\nskip-install = true");
  expect(text).not.toContain("[tool.hatch.version]");
  expect(notes.filter((note) => note.includes("unknown"))).toEqual([]);
});

test.each([
  ["below [tool]", `[tool]\npoetry.name = "demo-kit"\npoetry.version = "1.2.0"\nblack.line-length = 100\n`],
  [
    "at the top",
    `tool.poetry.name = "demo-kit"\ntool.poetry.version = "1.2.0"\ntool.black.line-length = 100\n`,
  ],
  [
    "as inline tables",
    `[tool]\npoetry = { name = "demo-kit", version = "1.2.0" }\nblack = { line-length = 100 }\n`,
  ],
])("dotted keys %s go, and their neighbours stay", async (_, head) => {
  const { text } = await migrated(`${head}\n${build("poetry-core", "poetry.core.masonry.api")}`);
  expect(text).not.toContain("poetry");
  expect(text).toMatch(/line-length = 100/);
  expect(text).toContain('[project]\nname = "demo-kit"\nversion = "1.2.0"\n');
});

test("what Poetry itself needs is kept beside what nobody knows", async () => {
  const { text } = await migrated(
    `[tool.poetry]\n${PYPROJECT}packages = [{ include = "demo_kit" }] # for poetry install\nfrobnicate = 1\n${build("poetry-core", "poetry.core.masonry.api")}`,
    true,
  );
  expect(text.match(/^\[tool\.poetry\]$/gm)).toHaveLength(1);
  expect(text).toContain(
    '[tool.poetry]\npackages = [{ include = "demo_kit" }] # for poetry install\nfrobnicate = 1\n',
  );
});

test("Poetry 2: what [project] leaves to [tool.poetry] goes by its Pythons, and everybody is named", async () => {
  const { text, intentions } = await migrated(
    `[project]\n${PYPROJECT}requires-python = ">=3.13,<4.0"\nmaintainers = [{ name = "A" }, { name = "B" }]\ndynamic = ["classifiers"]\n\n[tool.poetry]\nclassifiers = ["Topic :: Utilities"]\n\n${build("poetry-core", "poetry.core.masonry.api")}`,
  );
  expect(text.match(/Python :: 3\.\d+/g)).toEqual(["Python :: 3.13", "Python :: 3.14", "Python :: 3.15"]);
  expect(intentions).toContain("maintainer");
});

test("the license file of flit is a license file, and no text of the metadata", async () => {
  const { text } = await migrated(
    `[project]\n${PYPROJECT}description = "x"\nlicense = { file = "LICENSE" }\n\n${build("flit_core", "flit_core.buildapi")}`,
    false,
    { LICENSE: "MIT License\n" },
  );
  expect(text).not.toContain("license = ");
  expect(text).toContain('license-files = ["LICENSE"]');
});

test("a license table stays alone: backends reject it beside license-files", async () => {
  const { text } = await migrated(
    `[project]\n${PYPROJECT}license = { file = "LICENSE" }\n\n${build("hatchling", "hatchling.build")}`,
    false,
    { LICENSE: "MIT License\n" },
  );
  expect(text).toContain('license = { file = "LICENSE" }');
  expect(text).not.toContain("license-files");
});

test("files for the environment are refused by a backend that puts none there", async () => {
  const flit = `[project]\n${PYPROJECT}description = "x"\n[tool.flit.external-data]\ndirectory = "data"\n${build("flit_core", "flit_core.buildapi")}`;
  const { refusals } = await migrated(flit, false, { "data/share/kit/a.txt": "" }, "uv_build");
  expect(refusals).toEqual([
    "files go into share/kit of the environment, where this backend installs no files",
  ]);
  const { text, refusals: none } = await migrated(flit, false, { "data/share/kit/a.txt": "" }, "pdm");
  expect(none).toEqual([]);
  expect(text).toContain('{ path = "data/share/kit/a.txt", relative-to = "data" }');
});

describe("Poetry 2 beside [project]", () => {
  test("the description comes from Poetry's table where [project] has none", async () => {
    const { text } = await migrated(
      `[project]\n${PYPROJECT}[tool.poetry]\ndescription = "A tiny clock"\n[tool.poetry.plugins.gui_scripts]\nclock = "demo_kit:show"\n${build("poetry-core", "poetry.core.masonry.api")}`,
    );
    expect(text).toContain('description = "A tiny clock"\n');
    expect(text).toContain('[project.gui-scripts]\nclock = "demo_kit:show"\n');
  });

  const BOTH = (project: string, poetry: string): string =>
    `[project]\n${PYPROJECT}${project}\n[tool.poetry.dependencies]\n${poetry}\n${build("poetry-core", "poetry.core.masonry.api")}`;

  test("dependencies that are dynamic come from Poetry's table, beside extras of [project]", async () => {
    const { text, notes } = await migrated(
      BOTH(
        'dynamic = ["dependencies"]\n[project.optional-dependencies]\ncli = ["click>=8"]\n',
        'attrs = "^23"\nclick = { source = "x" }\nidna = { version = "^3", optional = true }\n',
      ),
    );
    expect(text).toContain('dependencies = ["attrs>=23,<24", "click"]');
    expect(text).toContain('cli = ["click>=8"]');
    expect(text).not.toContain("dynamic");
    expect(notes.join()).not.toContain("which counts");
  });

  test("extras that are dynamic come from Poetry's table, beside dependencies of [project]", async () => {
    const { text } = await migrated(
      BOTH(
        'dynamic = ["optional-dependencies"]\ndependencies = ["attrs>=23"]\n',
        'idna = { version = "^3", optional = true }\n[tool.poetry.extras]\nweb = ["idna"]\n',
      ),
    );
    expect(text).toContain('dependencies = ["attrs>=23"]');
    expect(text).toContain('web = ["idna>=3,<4"]');
  });
});

test("comments around a table of dependencies go where the list goes", async () => {
  const { text } = await migrated(
    `[tool.poetry]\n${PYPROJECT}\n# above\n[tool.poetry.dependencies]\npython = "^3.9"\nattrs = "^23"  # beside\n# at the end\n\n# of the build\n${build("poetry-core", "poetry.core.masonry.api")}`,
  );
  expect(text).toContain('# above\n# at the end\ndependencies = [\n    "attrs>=23,<24",  # beside\n]\n');
  expect(text).toContain("# of the build\n[build-system]");
});

test("package-mode = false is one obstacle, whatever is packaged", async () => {
  const { refusals } = await migrated(
    `[tool.poetry]\nname = "nothing"\nversion = "1"\npackage-mode = false\n${build("poetry-core", "poetry.core.masonry.api")}`,
  );
  expect(refusals).toEqual([
    "package-mode is false: the project is not built, so there is nothing to migrate",
  ]);
});

test.each([
  ["VER = '(?P<version>[^']+)'", "VER = '3.1'\n", 'version = { attr = "demo_kit.about.VER" }'],
  [
    '(?i)^release: str = "(?P<version>.+)"$',
    'Release: str = "3.1"\n',
    'version = { attr = "demo_kit.about.Release" }',
  ],
  ["(?P<version>[", "VER = '3.1'\n", "does not state the version as a literal"],
  ["v(?P<version>[0-9.]+)", "# v3.1\n", "does not state the version as a literal"],
])("a version of Hatchling by its own pattern %s", async (pattern, source, expected) => {
  const { text, refusals } = await migrated(
    `[project]\nname = "demo-kit"\ndynamic = ["version"]\n[tool.hatch.version]\npath = "demo_kit/about.py"\npattern = '''${pattern}'''\n${build("hatchling", "hatchling.build")}`,
    false,
    { "demo_kit/about.py": source },
  );
  expect([text, ...refusals].join("\n")).toContain(expected);
});

test("comments of a table go where the table goes", async () => {
  const { text } = await migrated(
    `# all\n\n[tool.poetry]  # the project\n${PYPROJECT}\n[tool.poetry.dependencies]\npython = "^3.9"\nclick = { version = "*", optional = true }\n\n# extras\n[tool.poetry.extras]  # optional\ncli = ["click"]\n\n# commands\n[tool.poetry.scripts]\n${build("poetry-core", "poetry.core.masonry.api")}`,
  );
  expect(text).toContain("# all\n\n[project]  # the project\n");
  expect(text).toContain("\n\n# extras\n[project.optional-dependencies]  # optional\ncli = [");
  expect(text).toContain("\n# commands\n");
  const head = await migrated(`# head\n[tool.poetry]\n${PYPROJECT}`);
  expect(head.text.match(/# head\n/g)).toHaveLength(1);
});

test("a directory in a group stays known to those who install it, and is named", async () => {
  const project = `[tool.poetry]\n${PYPROJECT}[tool.poetry.group.docs]\noptional = true\n[tool.poetry.group.docs.dependencies]\nlocal = { path = "../local" }\n${build("poetry-core", "poetry.core.masonry.api")}`;
  const { text, notes } = await migrated(project);
  expect(text).toContain('[tool.uv.sources]\nlocal = { path = "../local" }');
  expect(notes.join()).toContain("pip would take local from the index");
  const kept = (await migrated(project, true)).text;
  expect(kept).toContain("[tool.poetry.group.docs]\noptional = true\n");
  expect(kept).toContain('[tool.poetry.group.docs.dependencies]\nlocal = { path = "../local" }\n');
});

test("a dependency whose markers name an extra belongs to that extra, as Poetry writes it", async () => {
  const table = `[tool.poetry]\n${PYPROJECT}[tool.poetry.dependencies]\nsix = [{ version = "1.16.0", markers = "extra == 'cpu' and extra != 'gpu'", optional = true }, { version = "1.17.0", markers = "extra == 'gpu' and extra != 'cpu'", optional = true }]\nidna = { version = "*", markers = "extra == 'cpu'" }\nattrs = { version = "*", markers = "extra == 'none'", optional = true }\n`;
  const rest = `[tool.poetry.extras]\ncpu = ["six"]\ngpu = ["six"]\n${build("poetry-core", "poetry.core.masonry.api")}`;
  const { text, notes, refusals } = await migrated(table + rest);
  expect(text).toContain(`cpu = [\n    "six==1.16.0; extra != 'gpu'",\n    "idna",\n]`);
  expect(text).toContain(`gpu = ["six==1.17.0; extra != 'cpu'"]`);
  expect([text.includes("attrs"), refusals]).toEqual([false, []]);
  expect(notes.join()).toContain(
    "the extra none that the markers of attrs name is not in [tool.poetry.extras]",
  );
  const other = await migrated(
    `${table}certifi = { version = "*", markers = "extra == 'a' or extra == 'b'" }\n${rest}`,
  );
  expect(other.refusals).toEqual([
    expect.stringContaining("name extras in a way that a list of extras cannot express"),
  ]);
});

test("PDM: the form of tags goes along, and back", async () => {
  const settings =
    'source = "scm"\ntag_regex = "^r(?P<version>.+)$"\ntag_filter = "r*"\nversion_format = "a:b"\n';
  const project = `[project]\nname = "demo-kit"\ndynamic = ["version"]\n[tool.pdm.version]\n${settings}${build("pdm-backend", "pdm.backend")}`;
  const { text, refusals } = await migrated(project);
  expect(text).toContain('tag_regex = "^r(?P<version>.+)$"\n');
  expect(text).toContain('git_describe_command = "git describe --dirty --tags --long --match r*"\n');
  expect(refusals).toEqual([expect.stringContaining("version_format of [tool.pdm.version] runs code")]);
  const vcs = `[project]\nname = "demo-kit"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\nraw-options = { tag_regex = "^r(.+)$", git_describe_command = "git describe --long --match r*" }\n${build("hatchling", "hatchling.build")}`;
  const back = await migrated(vcs, false, {}, "pdm");
  expect(back.text).toContain('source = "scm"\ntag_regex = "^r(.+)$"\ntag_filter = "r*"\n');
});

test("PDM: an editable member of a group keeps its directory, and nothing goes in silence", async () => {
  const members = ["pytest>=7", "-e file:///${PROJECT_ROOT}/../n2#egg=calcy", "-e ./odd"];
  const project = `[project]\n${PYPROJECT}[tool.pdm.dev-dependencies]\ntest = ${JSON.stringify(members)}\n${build("pdm-backend", "pdm.backend")}`;
  const { text, notes } = await migrated(project);
  expect(text).toContain('test = [\n    "pytest>=7",\n    "calcy",\n]');
  expect(text).toContain('[tool.uv.sources]\ncalcy = { path = "../n2", editable = true }');
  expect(notes.join()).toContain("pip would take calcy from the index");
  expect(notes.join()).toContain('"-e ./odd" of the group "test" is not a requirement (PEP 508)');
});

test("a setup.py that no build runs goes: setuptools would run it", async () => {
  const { edits, notes } = await migrated(
    `[tool.poetry]\n${PYPROJECT}${build("poetry-core", "poetry.core.masonry.api")}`,
    false,
    { "setup.py": 'import setuptools\n\nsetuptools.setup(name="demo-kit")\n' },
  );
  expect(edits.find(({ path }) => path === "setup.py")?.after).toBeNull();
  expect(notes.join()).toContain("setup.py is removed");
});

test("a readme that names each release's version stays with its hook", async () => {
  const { refusals } = await migrated(
    `[project]\n${PYPROJECT}dynamic = ["readme"]\n[tool.hatch.metadata.hooks.fancy-pypi-readme]\ncontent-type = "text/markdown"\nfragments = [{ text = "https://x.dev/$HFPR_VERSION/a.png" }]\n${build("hatchling", "hatchling.build")}`,
  );
  expect(refusals).toEqual([expect.stringContaining("$HFPR_VERSION")]);
});

test("hatchling: packages whole in the sdist, so that tomorrow's module is in it", async () => {
  const { text } = await migrated(
    `[tool.poetry]\n${PYPROJECT}exclude = ["demo_kit/secret.py"]\n${build("poetry-core", "poetry.core.masonry.api")}`,
    false,
    { "demo_kit/a.py": "", "demo_kit/secret.py": "" },
    "hatchling",
  );
  expect(text).toContain(
    '[tool.hatch.build.targets.sdist]\nonly-include = ["demo_kit"]\nexclude = ["/demo_kit/secret.py"]\n',
  );
});

test("the path of a backend that goes is gone, too", async () => {
  const own = build("", "poetry.core.masonry.api").replace(
    'requires = [""]',
    'requires = []\nbackend-path = ["src"]',
  );
  const { text } = await migrated(`[tool.poetry]\n${PYPROJECT}${own}`);
  expect(text).toContain('build-backend = "setuptools.build_meta"');
  expect(text).not.toContain("backend-path");
});
