import { parseArgs } from 'node:util';
import { endpoint, type ManifestDoor, manifestOf } from '../chat/slack/inbound/manifest.js';

/** `npm run manifest`: prints the Slack app's manifest, to paste where Slack creates an app from one. */
const usage = `npm run --silent manifest -- --url https://bot.example.com | --socket
  --url     the address at which Slack reaches the bot
  --socket  for Socket Mode, which needs no address
  neither   prints the manifest with YOUR-HOST, to be filled in by hand
`;

try {
  process.stdout.write(`${JSON.stringify(manifestOf({ door: doorIn(process.argv.slice(2)) }), null, 2)}\n`);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${why}\n\n${usage}`);
  process.exitCode = 2;
}

function doorIn(args: string[]): ManifestDoor {
  const { values } = parseArgs({ args, options: { url: { type: 'string' }, socket: { type: 'boolean' } } });
  if (values.url === undefined)
    return values.socket ? { type: 'socket' } : { type: 'http', requestUrl: `https://YOUR-HOST${endpoint}` };
  if (values.socket) throw new Error('Socket Mode has no address: give --url or --socket, not both.');
  return { type: 'http', requestUrl: requestUrlAt(values.url) };
}

function requestUrlAt(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new Error(
      `Slack delivers to a plain https address only, and “${address}” is none: give one like https://bot.example.com.`,
    );
  const path = url.pathname.replace(/\/+$/u, '');
  return `${url.origin}${path.endsWith(endpoint) ? path : `${path}${endpoint}`}`;
}
