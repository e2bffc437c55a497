import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Alerts } from '../flow/ports/alerts.js';
import { printable } from './printable.js';

/** The arguments make no command; the message says in one sentence what to type. */
export class BadArguments extends Error {
  override readonly name = 'BadArguments';
}

type Options = {
  readonly [name: string]: { readonly type: 'string' | 'boolean'; readonly multiple?: boolean };
};

export interface Typed {
  readonly words: readonly string[];
  has(option: string): boolean;
  /** All values given for an option. */
  values(option: string): readonly string[];
  /** @throws {BadArguments} when other options were given, or `wordsFit` is false */
  only(options: readonly string[], wordsFit: boolean): void;
}

/**
 * Runs a command for a person at a terminal and sets the exit code: the result of `run`, 1 when it fails, 2 when the
 * arguments are wrong. Prints the reason in one sentence, never a stack trace. `--help` needs no configuration.
 */
export async function runCommand(
  usage: string,
  options: Options,
  run: (typed: Typed) => Promise<number>,
): Promise<void> {
  try {
    const typed = typedIn(process.argv.slice(2), options);
    if (typed.has('help')) say(usage);
    else process.exitCode = await run(typed);
  } catch (error) {
    process.stderr.write(`${printableLines(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = error instanceof BadArguments ? 2 : 1;
  }
}

/** Shows alerts to the person who runs the command. */
export const toTheTerminal: Alerts = {
  raise: (alert) => void process.stderr.write(`${JSON.stringify(alert)}\n`),
};

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function typedIn(args: readonly string[], options: Options): Typed {
  const known = { ...options, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parsed(args, known);
  const given = new Map(Object.entries(values));
  return {
    words: positionals,
    has: (option) => given.has(option),
    values: (option) => [given.get(option) ?? []].flat().map(String),
    only: (named, wordsFit) => {
      const other = [...given.keys()].find((option) => !named.includes(option));
      if (other !== undefined)
        throw new BadArguments(`--${other} does not belong here; --help says what there is.`);
      if (!wordsFit)
        throw new BadArguments('There is a word too many or too few; --help says what there is.');
    },
  };
}

function parsed(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // The first sentence names the argument; the rest explains arguments in general.
    const [why = ''] = (error instanceof Error ? error.message : '').split('. ');
    throw new BadArguments(`${why.replace(/\.$/u, '')}; --help says what there is.`);
  }
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
