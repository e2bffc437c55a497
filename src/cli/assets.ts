import { open, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import botConfig from '../../bot.config.js';
import { loadStoredConfig } from '../config/load-config.js';
import type { Asset } from '../core/asset/asset.js';
import { importInto, type RegisterDifferences, registerDifferences } from '../core/asset/asset-register.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { csvSeparators } from '../core/text/csv-field.js';
import { RedisAssetRegister } from '../store/asset-register.js';
import { AuditAppender } from '../store/audit-appender.js';
import { AuditKeys } from '../store/audit-keys.js';
import { Keys } from '../store/keys.js';
import { withRedis } from '../wiring/connect-redis.js';
import {
  largestFile,
  readRegisterFile,
  registerFile,
  type SaidOfFile,
} from '../zca/register/register-file.js';
import type { FileProblem } from '../zca/register/table.js';
import { type Zone, zoneOf } from '../zca/register/zone.js';
import { printable } from './printable.js';
import { BadArguments, runCommand, say, type Typed, toTheTerminal } from './run-command.js';
import { whoRunsThis } from './who-runs-this.js';

/**
 * The list of linked assets that people maintain for the manual driver. `npm run assets -- import FILE.csv` shows the
 * changes and takes them once confirmed; `export FILE.csv` writes the list; `list` prints it.
 */
const usage = `npm run assets -- import FILE.csv    shows what would change, asks, and takes the file as the whole list
npm run assets -- export FILE.csv    writes what is linked, to be edited and imported again
npm run assets -- list               prints the list, also what operators have unlinked

import takes a file as Excel (.xlsx or CSV), Google Sheets, LibreOffice and pandas write it, with the columns kind, id, name and, where you
want them, verified, linked_at, linked_by, zca_id (or loại, mã, tên, xác thực, ngày liên kết, người liên kết, mã zca):
  kind;id;name;verified;linked_at
  oa;oa:4318093042839471234;Bán hàng Sài Gòn;TRUE;2026-01-31
  --zone ZONE   the zone of times that name none, such as Asia/Ho_Chi_Minh or +07:00
  --short-ids   takes ids of less than 15 digits, which are refused as cut off otherwise
  --empty       takes a file without assets, which empties the list
  --yes         does not ask`;

const yes = { type: 'boolean' } as const;

const importOptions = {
  yes,
  empty: yes,
  'short-ids': yes,
  zone: { type: 'string' },
} as const;

/** More would scroll the first ones away. */
const maxProblemsSaid = 50;

await runCommand(usage, importOptions, async (typed) => {
  const [command, ...rest] = typed.words;
  const [file = ''] = rest;
  const options = command === 'import' ? Object.keys(importOptions) : [];
  if (command !== 'import' && command !== 'export' && command !== 'list')
    throw new BadArguments(
      'Say what to do: import FILE.csv, export FILE.csv or list; --help says what there is.',
    );
  typed.only(options, rest.length === (command === 'list' ? 0 : 1));
  const said = { zone: zoneIn(typed), shortIds: typed.has('short-ids') };
  const { redis: address, audit, locale } = loadStoredConfig(botConfig, process.env);
  return withRedis(address.url, async (redis) => {
    const keys = new Keys(address.prefix);
    // The list itself reports its unreadable entries.
    const register = new RedisAssetRegister(redis, keys, { raise: () => undefined });
    if (command === 'list') return list(register);
    if (command === 'export') return exportFile(file, csvSeparators[locale], register);
    const log = new AuditAppender(redis, keys, toTheTerminal, new AuditKeys(audit.keys));
    return importFile({ path: file, said, typed }, register, log);
  });
});

/** @throws {BadArguments} when there is no such zone */
function zoneIn(typed: Typed): Zone | null {
  const name = typed.values('zone').at(-1);
  if (name === undefined) return null;
  const zone = zoneOf(name);
  if (zone === null)
    throw new BadArguments(
      `There is no time zone “${name}”; write one such as Asia/Ho_Chi_Minh, UTC or +07:00.`,
    );
  return zone;
}

async function importFile(
  { path, said, typed }: { readonly path: string; readonly said: SaidOfFile; readonly typed: Typed },
  register: RedisAssetRegister,
  log: AuditAppender,
): Promise<number> {
  const bytes = await startOf(path, largestFile + 1).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    say(`${path} cannot be read (${bytes.code ?? bytes.message}); nothing has changed.`);
    return 1;
  }
  const reading = await readRegisterFile(bytes, said);
  if ('problems' in reading) {
    sayProblems(path, reading.problems);
    return 1;
  }
  const before = await register.snapshot();
  const differences = registerDifferences(before.entries, reading.assets);
  sayDifferences(differences, before.unreadable);
  const { added, removed, changed } = differences;
  if (added.length + removed.length + changed.length + before.unreadable.length === 0) return 0;
  if (reading.assets.length === 0 && !typed.has('empty')) {
    say(`${path} has no assets. Nothing has changed; add --empty to empty the list.`);
    return 1;
  }
  if (!typed.has('yes') && !(await confirmed())) {
    say('Nothing has changed.');
    return 1;
  }
  const at = Date.now();
  const counts = { added: added.length, removed: removed.length, changed: changed.length };
  const entry: AuditEntry = {
    at,
    requestId: '',
    action: 'assets_imported',
    actor: whoRunsThis(),
    details: { ...counts, unchanged: differences.unchanged },
  };
  if (!(await register.replace(before, importInto(before.entries, reading.assets, at), entry, log))) {
    say('The list was changed by somebody else in between, so nothing was taken. Please look again.');
    return 1;
  }
  say(`Taken: the list now has ${reading.assets.length} linked assets.`);
  return 0;
}

/** Reads a file up to a limit, so that an endless one is refused too. */
async function startOf(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.createReadStream({ end: maxBytes - 1, autoClose: false }))
      chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function sayProblems(path: string, problems: readonly FileProblem[]): void {
  say(`${path} was not taken; nothing has changed:`);
  for (const { place, problem } of problems.slice(0, maxProblemsSaid))
    say(`  ${place}: ${printable(problem)}`);
  const more = problems.length - maxProblemsSaid;
  if (more > 0) say(`  and ${more} more; mend these first, and look again.`);
}

function sayDifferences(
  { added, removed, changed, unchanged }: RegisterDifferences,
  unreadable: readonly string[],
): void {
  for (const name of unreadable)
    say(`! ${printable(name)} cannot be read, and is taken off the list unless it is in the file`);
  for (const asset of added) say(`+ ${lineOf(asset)}`);
  for (const asset of removed) say(`- ${lineOf(asset)}`);
  for (const { before, asset } of changed) say(`~ ${lineOf(before)}\n  → ${lineOf(asset)}`);
  say(
    `${added.length} new, ${removed.length} not in the file, ${changed.length} changed, ${unchanged} as before.`,
  );
}

/** Without a terminal nobody can confirm, so nothing is taken. */
async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    say('There is nobody to ask here; add --yes to take it.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Take this? [y/N] ');
  terminal.close();
  return /^(y|yes|c|có)$/iu.test(answer.trim());
}

async function exportFile(path: string, separator: ',' | ';', register: RedisAssetRegister): Promise<number> {
  const { entries, unreadable } = await register.snapshot();
  const linked = entries.filter(({ gone }) => gone === null).map(({ asset }) => asset);
  await writeFile(path, registerFile(sorted(linked), separator));
  for (const name of unreadable)
    say(
      `! ${printable(name)} cannot be read and is not in the file: add it, or it is lost with the next import`,
    );
  say(`${path} has ${linked.length} linked assets.`);
  return 0;
}

async function list(register: RedisAssetRegister): Promise<number> {
  const { entries, unreadable } = await register.snapshot();
  const all = new Map(entries.map((entry) => [entry.asset, entry]));
  for (const asset of sorted([...all.keys()])) {
    const gone = all.get(asset)?.gone ?? null;
    const end =
      gone === null
        ? 'linked'
        : `unlinked ${new Date(gone.at).toISOString()} by ${gone.by} in ${gone.requestId}`;
    say(`${lineOf(asset)} · ${end}`);
  }
  for (const name of unreadable) say(`${printable(name)} · cannot be read`);
  return 0;
}

function sorted(assets: readonly Asset[]): Asset[] {
  return [...assets].sort((a, b) => b.kind.localeCompare(a.kind) || a.name.localeCompare(b.name, 'vi'));
}

/** Names come from outside: nothing in them may control the terminal. */
function lineOf({ kind, id, name, verified, linkedAt, linkedBy, zcaId }: Asset): string {
  const facts = [
    ...(verified === undefined ? [] : [verified ? 'verified' : 'not verified']),
    ...(linkedAt === undefined ? [] : [`linked ${linkedAt}`]),
    ...(linkedBy === undefined ? [] : [`by ${linkedBy}`]),
    ...(zcaId === undefined ? [] : [`to ${zcaId}`]),
  ];
  return [kind, id, name, ...facts].map(printable).join(' · ');
}
