type Variables = Readonly<Record<string, string>>;

/** Runners whose logs show colors though they are no terminals. */
const COLOR_RUNNERS = ["GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS", "APPVEYOR"] as const;

const isSet = (variables: Variables, name: string): boolean => (variables[name] ?? "") !== "";

/**
 * Whether to color: the option, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR (by their conventions), then
 * whether the stream is a terminal. `isLog`: the stream is read by people only, so that a known CI runner gets colors, too.
 */
export function wantsColor(
  flag: "auto" | "always" | "never",
  variables: Variables,
  terminal: boolean,
  isLog: boolean = false,
): boolean {
  if (flag !== "auto") return flag === "always";
  if (isSet(variables, "NO_COLOR")) return false;
  if (isSet(variables, "FORCE_COLOR")) return !["0", "false"].includes(variables["FORCE_COLOR"] ?? "");
  if (isSet(variables, "CLICOLOR_FORCE") && variables["CLICOLOR_FORCE"] !== "0") return true;
  if (variables["CLICOLOR"] === "0" || variables["TERM"] === "dumb") return false;
  return terminal || (isLog && COLOR_RUNNERS.some((name) => isSet(variables, name)));
}

/** Terminals that are known to show OSC 8 links; FORCE_HYPERLINK has the last word. */
export function wantsLinks(variables: Variables, terminal: boolean): boolean {
  if (isSet(variables, "FORCE_HYPERLINK")) return variables["FORCE_HYPERLINK"] !== "0";
  if (!terminal || variables["TERM"] === "dumb" || isSet(variables, "CI")) return false;
  const vte = Number(variables["VTE_VERSION"] ?? "0");
  return (
    vte >= 5000 ||
    ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "zed"].includes(variables["TERM_PROGRAM"] ?? "") ||
    ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"].some((name) => isSet(variables, name)) ||
    /^(xterm-kitty|alacritty|foot|xterm-ghostty)/.test(variables["TERM"] ?? "")
  );
}

/** Whether the terminal can show more than ASCII: not with a locale of another encoding, and not in the old consoles. */
export function showsUnicode(variables: Variables, platform: string): boolean {
  const locale = ["LC_ALL", "LC_CTYPE", "LANG"]
    .map((name) => variables[name] ?? "")
    .find((each) => each !== "");
  if (platform === "win32")
    return ["WT_SESSION", "TERM_PROGRAM", "CI"].some((name) => isSet(variables, name));
  if (variables["TERM"] === "linux") return false;
  if (locale === undefined) return true;
  return /utf-?8/i.test(locale) || !/^(C|POSIX)$|\./.test(locale);
}

const PLAIN: Readonly<Record<string, string>> = {
  "✓": "+",
  "✗": "x",
  "–": "-",
  "·": "-",
  "…": "...",
  "─": "-",
  "│": "|",
  "→": "->",
};

/** The same text with ASCII for the signs of our own; other characters stay. */
export function inAscii(text: string): string {
  return text.replaceAll(/[✓✗–·…─│→]/g, (sign) => PLAIN[sign] ?? sign).replaceAll(/[⠀-⣿]/g, "*");
}
