/** A program that uploads distributions. */
export interface Uploader {
  readonly tool: string;
  /** Its command that uploads. */
  readonly pattern: RegExp;
  /** Variables by which it is given its token or password, the strongest first. */
  readonly tokens: readonly string[];
  /** A command of the job that gives it credentials for good. */
  readonly configured?: RegExp;
  /** Variables that hold the address or the name of its index, the strongest first. */
  readonly targets: readonly string[];
  /** When it asks for an identity: before all else, when it finds no password, or never. */
  readonly asks: "first" | "last" | "never";
}

/** The uploaders that workflows start. Of Poetry, Hatch and Flit no release asks for an identity (2.5, 1.18, 4.2). */
export const UPLOADERS: readonly Uploader[] = [
  {
    tool: "twine",
    pattern: /\btwine upload\b/,
    tokens: ["TWINE_PASSWORD"],
    configured: /\.pypirc\b/,
    targets: ["TWINE_REPOSITORY_URL", "TWINE_REPOSITORY"],
    asks: "last",
  },
  {
    tool: "uv",
    pattern: /\buv publish\b/,
    tokens: ["UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD"],
    targets: ["UV_PUBLISH_URL", "UV_PUBLISH_INDEX"],
    asks: "first",
  },
  {
    tool: "poetry",
    pattern: /\bpoetry publish\b/,
    tokens: ["POETRY_PYPI_TOKEN_PYPI", "POETRY_HTTP_BASIC_PYPI_PASSWORD", "POETRY_PYPI_TOKEN_TESTPYPI"],
    configured: /\bpoetry config\b.*\b(?:pypi-token|http-basic)\./,
    targets: [],
    asks: "never",
  },
  {
    tool: "hatch",
    pattern: /\bhatch publish\b/,
    tokens: ["HATCH_INDEX_AUTH"],
    targets: ["HATCH_INDEX_REPO"],
    asks: "never",
  },
  {
    tool: "flit",
    pattern: /\bflit publish\b/,
    tokens: ["FLIT_PASSWORD"],
    targets: ["FLIT_INDEX_URL"],
    asks: "never",
  },
  {
    tool: "pdm",
    pattern: /\bpdm publish\b/,
    tokens: ["PDM_PUBLISH_PASSWORD"],
    configured: /\bpdm config\b.*\brepository\./,
    targets: ["PDM_PUBLISH_REPO"],
    asks: "first",
  },
  {
    tool: "maturin",
    pattern: /\bmaturin (?:publish|upload)\b/,
    tokens: ["MATURIN_PYPI_TOKEN", "MATURIN_PASSWORD"],
    configured: /\.pypirc\b/,
    targets: ["MATURIN_REPOSITORY_URL", "MATURIN_REPOSITORY"],
    asks: "last",
  },
];
