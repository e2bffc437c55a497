import { code, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { AuditAnchor } from '../../../flow/ports/audit.js';
import type { Log } from '../../../flow/ports/log.js';
import { CannotPost } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { lines, messageText, richTextBlock, type SlackMessage } from '../messages/rich-text.js';
import { type PostDeps, postOnce } from './post-once.js';

export interface AuditHeadOptions extends PostDeps {
  /** Null: do not post. */
  readonly channel: string | null;
  /** The log is chained with a key. */
  readonly isKeyed: boolean;
  readonly messages: Messages;
  readonly log: Log;
}

/** Posts the head of the audit log in the ops channel; see `flow/ports/audit.ts`. */
export function auditHeadPoster(options: AuditHeadOptions): AuditAnchor['post'] {
  const { channel, isKeyed, messages, log } = options;
  return async (op, head) => {
    if (channel === null) return;
    const message = renderAuditHead(head, isKeyed, messages);
    try {
      await postOnce({ op, channel, thread: null, causedBy: 'bot', message }, options);
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      log.error('audit.head_not_posted', 'could not post the end of the audit log in the ops channel', {
        channel,
        code: error.code,
      });
    }
  };
}

export function renderAuditHead(
  head: string,
  isKeyed: boolean,
  { alert: { auditHead } }: Messages,
): SlackMessage {
  const said: RichText[] = [
    richText`🔒 ${auditHead.ends} ${code(head)}`,
    richText`${auditHead.check} ${code(`npm run audit -- verify --expect ${head}`)}`,
    ...(isKeyed ? [] : [auditHead.unkeyed]),
  ];
  return { text: messageText(said), blocks: [richTextBlock(lines(said))] };
}
