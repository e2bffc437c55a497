import type { ReactNode } from 'react';
import { DateText } from '../text/date-text.js';
import { emojiCharacter, emojiFromCodePoints } from '../text/emoji.js';
import { InOrder } from '../text/in-order.js';
import { BroadcastMention, ChannelMention, UsergroupMention, UserMention } from '../text/mention.js';
import { WebLink } from '../text/web-link.js';
import { type AppData, asData, asNumber, asString } from './app-data.js';

/** A sequence of words, mentions, links and the like. Slack never escapes their text. */
export function RichTextRun({ elements }: { elements: AppData[] }) {
  return <InOrder parts={elements} render={styledNode} />;
}

function styledNode(element: AppData): ReactNode {
  return <Styled style={asData(element['style'])}>{elementNode(element)}</Styled>;
}

function Styled({ style, children }: { style: AppData; children: ReactNode }): ReactNode {
  let node = children;
  if (style['code'] === true) node = <code>{node}</code>;
  if (style['strike'] === true) node = <s>{node}</s>;
  if (style['underline'] === true) node = <u>{node}</u>;
  if (style['italic'] === true) node = <em>{node}</em>;
  if (style['bold'] === true) node = <strong>{node}</strong>;
  return node;
}

function elementNode(element: AppData): ReactNode {
  switch (asString(element['type'])) {
    case 'text':
      return asString(element['text']);
    case 'link': {
      const url = asString(element['url']);
      return <WebLink url={url}>{asString(element['text']) || url}</WebLink>;
    }
    case 'user':
      return <UserMention id={asString(element['user_id'])} />;
    case 'usergroup':
      return <UsergroupMention id={asString(element['usergroup_id'])} />;
    case 'channel':
      return <ChannelMention id={asString(element['channel_id'])} />;
    case 'broadcast':
      return <BroadcastMention range={asString(element['range'])} />;
    case 'emoji':
      return emojiNode(element);
    case 'date':
      return dateNode(element);
    case 'color':
      return <code>{asString(element['value'])}</code>;
    default:
      return null;
  }
}

function emojiNode(element: AppData): ReactNode {
  const name = asString(element['name']);
  return emojiCharacter(name) ?? emojiFromCodePoints(asString(element['unicode'])) ?? `:${name}:`;
}

function dateNode(element: AppData): ReactNode {
  return (
    <DateText
      seconds={asNumber(element['timestamp']) ?? Number.NaN}
      format={asString(element['format'])}
      fallback={asString(element['fallback'])}
      link={asString(element['url']) || undefined}
    />
  );
}
