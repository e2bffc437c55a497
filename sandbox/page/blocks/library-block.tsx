import { lazy, Suspense } from 'react';
import type { Block } from '../../slack/page-contract.js';

/** The types the library draws well. It is large, so the page fetches it only when a message has one of them. */
const drawnByLibrary = [
  'alert',
  'card',
  'carousel',
  'container',
  'data_visualization',
  'markdown',
  'plan',
  'table',
  'task_card',
];

const LibraryMessage = lazy(() => import('./library-message.js'));

export function LibraryBlock({ block }: { block: Block }) {
  if (!drawnByLibrary.includes(block.type)) {
    return <p className="block-unknown">This sandbox does not draw blocks of type “{block.type}”.</p>;
  }
  return (
    <Suspense fallback={null}>
      <LibraryMessage block={block} />
    </Suspense>
  );
}
