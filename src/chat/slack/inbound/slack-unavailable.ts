import { webApi } from '@slack/bolt';
import type { Log } from '../../../flow/ports/log.js';
import { botScopes } from './manifest.js';

const pages = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions',
  SLACK_APP_TOKEN: 'Basic Information, App-Level Tokens',
} as const;

/** Slack does not accept the bot; the message says what to check, and contains no token. */
export class SlackUnavailable extends Error {
  override readonly name = 'SlackUnavailable';

  constructor(token: keyof typeof pages, cause: unknown) {
    const why =
      cause instanceof webApi.WebAPIPlatformError ? `it says ${cause.data.error}` : 'it gives no answer';
    super(
      `Slack does not accept ${token}: ${why}. Check the token on the app’s page under ${pages[token]}, and SLACK_API_URL.`,
    );
  }
}

/**
 * Asks Slack whether it accepts the bot. No answer is no failure: Slack may be down, and jobs wait for it.
 * Warns of scopes that the token lacks: what needs one of them fails with the alert `chat_refused`.
 * @throws {SlackUnavailable} when Slack refuses the token
 */
export async function waitForSlack(client: webApi.WebClient, log: Log): Promise<void> {
  const answer = await client.auth.test().catch((error: unknown) => {
    if (error instanceof webApi.WebAPIPlatformError) throw new SlackUnavailable('SLACK_BOT_TOKEN', error);
    log.warn('slack.login_failed', 'Slack did not say whether it accepts the bot', { error: String(error) });
    return null;
  });
  const granted = answer?.response_metadata?.scopes;
  const missing = granted === undefined ? [] : botScopes.filter((scope) => !granted.includes(scope));
  if (missing.length > 0)
    log.warn('slack.scopes_missing', 'the bot token lacks scopes of the manifest: install the app again', {
      missing: missing.join(' '),
    });
}
