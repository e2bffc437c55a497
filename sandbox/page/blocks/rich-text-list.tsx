import { InOrder } from '../text/in-order.js';
import { type AppData, asList } from './app-data.js';
import { RichTextRun } from './rich-text-run.js';

interface RichTextListProps {
  ordered: boolean;
  indent: number;
  /** The ordered list has this many numbers before this piece. */
  offset: number;
  items: AppData[];
}

const numberings = ['1', 'a', 'i'] as const;

export function RichTextList({ ordered, indent, offset, items }: RichTextListProps) {
  const style = { marginInlineStart: `${indent * 1.75}em` };
  const lines = <InOrder parts={items} render={lineNode} />;
  if (!ordered) return <ul style={style}>{lines}</ul>;
  return (
    <ol style={style} start={offset + 1} type={numberings[indent % numberings.length] ?? '1'}>
      {lines}
    </ol>
  );
}

function lineNode(item: AppData) {
  return (
    <li>
      <RichTextRun elements={asList(item['elements'])} />
    </li>
  );
}
