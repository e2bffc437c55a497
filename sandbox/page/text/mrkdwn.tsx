import type { ReactNode } from 'react';
import { DateText } from './date-text.js';
import { InOrder } from './in-order.js';
import { BroadcastMention, ChannelMention, UsergroupMention, UserMention } from './mention.js';
import type { Inline } from './mrkdwn-inline.js';
import { type Paragraph, parseParagraphs } from './mrkdwn-paragraphs.js';
import { WebLink } from './web-link.js';

/**
 * Slack's mrkdwn. Not the library's: slack-blocks-to-jsx parses escaped text again, so `&lt;@U1&gt;`, which Slack shows
 * as typed, becomes a mention. It also understands Markdown links and `**`.
 */
export function Mrkdwn({ text }: { text: string }) {
  return (
    <div className="mrkdwn">
      <InOrder parts={parseParagraphs(text)} render={paragraphNode} />
    </div>
  );
}

function paragraphNode(paragraph: Paragraph): ReactNode {
  switch (paragraph.kind) {
    case 'paragraph':
      return <p>{inlineNodes(paragraph.inlines)}</p>;
    case 'quote':
      return <blockquote>{inlineNodes(paragraph.inlines)}</blockquote>;
    case 'preformatted':
      return <pre>{paragraph.text}</pre>;
  }
}

function inlineNodes(inlines: Inline[]): ReactNode {
  return <InOrder parts={inlines} render={inlineNode} />;
}

function inlineNode(inline: Inline): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'bold':
      return <strong>{inlineNodes(inline.children)}</strong>;
    case 'italic':
      return <em>{inlineNodes(inline.children)}</em>;
    case 'strike':
      return <s>{inlineNodes(inline.children)}</s>;
    case 'link':
      return <WebLink url={inline.url}>{inline.label}</WebLink>;
    case 'user':
      return <UserMention id={inline.id} />;
    case 'channel':
      return <ChannelMention id={inline.id} />;
    case 'usergroup':
      return <UsergroupMention id={inline.id} />;
    case 'broadcast':
      return <BroadcastMention range={inline.range} />;
    case 'date':
      return <DateText {...inline} />;
  }
}
