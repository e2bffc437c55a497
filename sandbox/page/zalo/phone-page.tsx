import { useEffect } from 'react';
import type { Phone, Side } from '../../zalo/page-contract.js';
import { MischiefMenu } from '../shell/mischief-menu.js';
import { pageWords } from '../workspace/page-words.js';
import { Chat } from './chat.js';
import { ChatTabs } from './chat-tabs.js';
import { goTo, usePhoneAddress } from './phone-address.js';
import { phoneWords } from './phone-words.js';
import { useChats } from './use-chats.js';
import { useUnreadSides } from './use-unread-sides.js';

/** One person's phone: their chats with the OA and with the bot. */
export function PhonePage({ phone }: { phone: Phone }) {
  const address = usePhoneAddress();
  const me = phone.people.find(({ key }) => key === address.as) ?? phone.people[0];
  const who = me?.key ?? '';
  const { chats, isConnected } = useChats(who);
  const unread = useUnreadSides(who, address.chat, chats);
  const words = phoneWords[phone.language];
  const names: Readonly<Record<Side, string>> = { oa: phone.oa.name, bot: phone.bot.name };
  const name = names[address.chat];
  const skip = pageWords({ locale: phone.language }).toTheMessageField;

  useEffect(() => {
    document.title = `${name} · ${me?.name ?? ''} · Zalo sandbox`;
  }, [name, me?.name]);

  return (
    <div className="phone-page">
      <nav className="skip" aria-label={skip}>
        <button
          type="button"
          className="skip-link"
          onClick={() => document.querySelector<HTMLElement>('.phone-write textarea')?.focus()}
        >
          {skip}
        </button>
      </nav>
      <header className="phone-bar">
        <label>
          <span>{words.youAre}</span>
          <select value={who} onChange={(event) => goTo({ as: event.target.value })}>
            {phone.people.map((person) => (
              <option key={person.key} value={person.key}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <span className="visually-hidden" role="status">
          {words.youAreNow(me?.name ?? '')}
        </span>
        <MischiefMenu reader={{ locale: phone.language }} />
      </header>
      <div className="phone">
        <ChatTabs names={names} open={address.chat} unread={unread} words={words} />
        {!isConnected && (
          <p className="phone-lost" role="status">
            {words.connecting}
          </p>
        )}
        <Chat
          key={`${who} ${address.chat}`}
          who={who}
          side={address.chat}
          name={name}
          messages={chats?.[address.chat] ?? []}
          language={phone.language}
        />
      </div>
    </div>
  );
}
