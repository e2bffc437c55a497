import type { Config } from '../../config/schema.js';
import { assetKinds } from '../../core/asset/asset.js';
import { troubleIn } from '../../core/request/zca-trouble.js';
import { ZcaError } from '../../flow/zca-error.js';
import type { RedisClient } from '../../store/redis-client.js';
import { driverAlone, requireBrowser } from '../../wiring/zca-drivers.js';
import { SessionFile } from '../../zca/console/session-file.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { noLog } from './no-log.js';

/** Walks to both lists of the console as the bot does; presses nothing. */
export async function checkConsole(config: Config, redis: RedisClient): Promise<readonly Finding[]> {
  if (config.zca.driver !== 'console') return [];
  const { console } = config.zca;
  try {
    await requireBrowser(config);
    await SessionFile.of(console).load();
  } catch (error) {
    return [failed('console_unusable', { why: error instanceof Error ? error.message : String(error) })];
  }
  const { zca, closeZca, probe } = driverAlone(config, redis, noLog);
  const { host } = new URL(console.address);
  try {
    await probe?.look?.();
    const findings: Finding[] = [];
    for (const kind of assetKinds) {
      const { length } = await zca.list(kind);
      findings.push(ok('console_lists', { tab: console.labels.tab[kind][0] ?? kind, assets: length }));
    }
    return findings;
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    return [consoleFinding(error, host)];
  } finally {
    await closeZca();
  }
}

function consoleFinding({ failure, message }: ZcaError, host: string): Finding {
  if (failure.type === 'console_paused')
    return failure.why === 'busy'
      ? warning('console_waits', { why: failure.why })
      : failed('console_waits', { why: failure.why });
  if (failure.type === 'screen_unexpected') return failed('console_other_page', { seen: failure.seen });
  const seen = troubleIn(failure);
  return seen === null ? failed('console_unusable', { why: message }) : failed('zca_away', { host, ...seen });
}
