import botConfig from '../../bot.config.js';
import { loadConfig } from '../config/load-config.js';
import { type Asset, assetKinds } from '../core/asset/asset.js';
import { messagesFor } from '../i18n/messages-for.js';
import { examine } from './doctor/examine.js';
import { checkGateway } from './doctor/gateway.js';
import { countOf, jsonOf, linesOf } from './doctor/report.js';
import { BadArguments, runCommand, say } from './run-command.js';

/** Holds one's own gateway against its contract, by reading alone. */
const usage = `npm run gateway:check                        reads the lists, an asset, an absent one; tries a wrong token once
  --asset oa:4318093042839471234            also writes the call that would unlink this asset; it is never sent
  --json                                    prints one JSON object for a program
Exit code: 0 the gateway keeps its contract, 1 it does not, 2 the command was wrong.`;

/** All calls together. */
const longestMs = 55_000;

const options = { asset: { type: 'string' }, json: { type: 'boolean' } } as const;

await runCommand(usage, options, async (typed) => {
  typed.only(Object.keys(options), typed.words.length === 0);
  const asset = assetIn(typed.values('asset').at(-1));
  const { zca, proxy, locale } = loadConfig(botConfig, process.env);
  if (zca.driver !== 'http') throw new BadArguments('Only ZCA_DRIVER=http has a gateway to check.');
  const report = await examine({ part: 'zca', check: () => checkGateway(zca, proxy, asset) }, longestMs);
  const texts = messagesFor(locale).doctor;
  const failed = countOf([report], 'failed');
  if (typed.has('json')) say(jsonOf([report], texts));
  else {
    say(linesOf(report, texts).join('\n'));
    say(`\n${texts.summary({ failed, warnings: countOf([report], 'warning') })}`);
  }
  return failed === 0 ? 0 : 1;
});

/** @throws {BadArguments} */
function assetIn(text: string | undefined): Pick<Asset, 'kind' | 'id'> | null {
  if (text === undefined) return null;
  const [, kind, id] = /^(oa|app):(\d{15,20})$/u.exec(text) ?? [];
  const known = assetKinds.find((each) => each === kind);
  if (known === undefined || id === undefined)
    throw new BadArguments('--asset must be a kind and a whole id, like oa:4318093042839471234.');
  return { kind: known, id };
}
