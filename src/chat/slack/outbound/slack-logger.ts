import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../flow/ports/log.js';

/** Passes the log lines of Slack's packages to the bot's log. Drops the debug level, which contains people's texts. */
export function slackLogger(log: Log): Logger {
  const words = (parts: unknown[]) => ({ said: parts.map(String).join(' ').slice(0, 500) });
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.info('slack.client', 'slack', words(parts)),
    warn: (...parts: unknown[]) => log.warn('slack.client', 'slack', words(parts)),
    error: (...parts: unknown[]) => log.error('slack.client', 'slack', words(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
