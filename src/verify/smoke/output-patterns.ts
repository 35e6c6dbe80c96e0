import type { FailureCause } from "../imports/failure-cause.ts";

/** The words of toolkits that find no display. */
const DISPLAY: readonly RegExp[] = [
  /no display name and no \$DISPLAY/,
  /(?:cannot|could not|can't|unable to|failed to) (?:open|connect to) (?:X )?display/i,
  /\$?DISPLAY (?:environment variable )?(?:is )?not set/i,
  /KeyError: 'DISPLAY'/,
  /qt\.qpa\.(?:xcb|plugin)/,
  /Gtk(?:-WARNING|.*could not be initialized)/,
  /pygame\.error: (?:No available video device|video system not initialized)/,
];

/** The exceptions of toolkits, and the packages whose code raises plain ones. */
const TOOLKIT =
  /^(?:(?:_?tkinter\.)?TclError|(?:\w+\.)*(?:Display\w*Error|NoSuchDisplayException|XError|GLFWError)|pygame\.error)\b|^ {2}File ".*[\\/](?:tkinter|pygame|pyglet|Xlib|wx|kivy|glfw|gi|PyQt\d|PySide\d|pyautogui|mouseinfo|pynput|matplotlib)[\\/]/m;

/** Whether a program ended for want of a display. Of a traceback, only what a toolkit raises counts: words can be anybody's. */
export function wantsDisplay(output: string, cause: FailureCause | null): boolean {
  // Toolkits grumble about the display before a module is found to be missing, too.
  if (cause !== null && (cause.missingModule !== null || !TOOLKIT.test(output))) return false;
  return DISPLAY.some((pattern) => pattern.test(output));
}

/** A program that does not know `--help` and says how it is called. */
const USAGE =
  /\busage\b|\boptions?:|(?:unknown|unrecognized|invalid|illegal|no such) (?:option|argument|command|flag)|(?:option|argument).{0,40}not recognized|missing (?:\w+ )?argument|too (?:few|many) arguments/i;

/** What no usage says. */
const LACK =
  /\b(?:cannot|could not|can't|failed to|unable to) (?:load|import|find|start)\b|\bno module named\b/i;

/** By custom: 2 (getopt, argparse, click), 1, and 64 (sysexits.h). */
const USAGE_STATUS: ReadonlySet<number> = new Set([1, 2, 64]);

/** Whether a program that was called in a way it does not know answered with its usage. */
export function isUsage(status: number | null, output: string): boolean {
  if (status === 2) return USAGE.test(output);
  return status !== null && USAGE_STATUS.has(status) && /^\W*usage\b/im.test(output) && !LACK.test(output);
}

const TERMINAL = [
  /Inappropriate ioctl for device/,
  /termios\.error/,
  /not a (?:tty|terminal)/i,
  /EOFError: EOF when reading a line/,
  /EOF when reading a line/,
  /No such device or address: '\/dev\/tty'/,
  /\/dev\/tty/,
  /setupterm: could not find terminal/,
  /Aborted[.!]?\s*$/,
  /standard input is not a/i,
];

/** Whether a program ended for want of a terminal. */
export function wantsTerminal(output: string): boolean {
  return TERMINAL.some((pattern) => pattern.test(output));
}
