import type { ReactNode } from 'react';
import type { Block } from '../../slack/page-contract.js';
import { ActionsBlock } from './actions-block.js';
import { ContextBlock } from './context-block.js';
import { HeaderBlock } from './header-block.js';
import { ImageBlock } from './image-block.js';
import { InputBlock } from './input-block.js';
import { LibraryBlock } from './library-block.js';
import { RichTextBlock } from './rich-text-block.js';
import { SectionBlock } from './section-block.js';
import { steadyKeys } from './steady-keys.js';

export function BlockList({ blocks }: { blocks: Block[] }) {
  const keys = steadyKeys(blocks);
  return (
    <div className="blocks">
      {blocks.map((block, place) => (
        <OneBlock key={keys[place]} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { block: Block }): ReactNode {
  switch (block.type) {
    case 'section':
      return <SectionBlock block={block} />;
    case 'header':
      return <HeaderBlock block={block} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return <RichTextBlock block={block} />;
    case 'actions':
      return <ActionsBlock block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    default:
      return <LibraryBlock block={block} />;
  }
}
