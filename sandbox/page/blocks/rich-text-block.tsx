import type { ReactNode } from 'react';
import type { Block } from '../../slack/page-contract.js';
import { InOrder } from '../text/in-order.js';
import { type AppData, asList, asNumber, asString } from './app-data.js';
import { RichTextList } from './rich-text-list.js';
import { RichTextRun } from './rich-text-run.js';

/** Not the library's, for the same reason as Mrkdwn, and because the library numbers ordered lists twice. */
export function RichTextBlock({ block }: { block: Block }) {
  return (
    <div className="rich-text">
      <InOrder parts={asList(block['elements'])} render={pieceNode} />
    </div>
  );
}

function pieceNode(element: AppData): ReactNode {
  const run = <RichTextRun elements={asList(element['elements'])} />;
  switch (asString(element['type'])) {
    case 'rich_text_section':
      return <p>{run}</p>;
    case 'rich_text_quote':
      return <blockquote>{run}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{run}</pre>;
    case 'rich_text_list':
      return (
        <RichTextList
          ordered={element['style'] === 'ordered'}
          indent={asNumber(element['indent']) ?? 0}
          offset={asNumber(element['offset']) ?? 0}
          items={asList(element['elements'])}
        />
      );
    default:
      return null;
  }
}
