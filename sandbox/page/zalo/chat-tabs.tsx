import type { Side } from '../../zalo/page-contract.js';
import { goTo } from './phone-address.js';
import type { PhoneWords } from './phone-words.js';

interface ChatTabsProps {
  names: Readonly<Record<Side, string>>;
  open: Side;
  unread: ReadonlySet<Side>;
  words: PhoneWords;
}

const sides: readonly Side[] = ['oa', 'bot'];
const marks: Readonly<Record<Side, string>> = { oa: 'OA', bot: 'Bot' };

/** Leads to the chat with the OA or with the bot. */
export function ChatTabs({ names, open, unread, words }: ChatTabsProps) {
  return (
    <nav className="phone-chats" aria-label={words.chats}>
      {sides.map((side) => (
        <button
          key={side}
          type="button"
          className="phone-chat-tab"
          aria-current={side === open ? 'page' : undefined}
          onClick={() => goTo({ chat: side })}
        >
          <span className="phone-chat-mark">{marks[side]}</span> {names[side]}
          {unread.has(side) && (
            <span className="phone-unread">
              <span className="visually-hidden"> ({words.unread})</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
