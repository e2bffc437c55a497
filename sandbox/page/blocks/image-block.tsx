import type { Block } from '../../slack/page-contract.js';
import { plainWords } from '../text/text-object.js';
import { Picture } from './picture.js';

export function ImageBlock({ block }: { block: Block }) {
  const title = plainWords(block['title']);
  return (
    <figure className="block-image">
      {title !== '' && <figcaption>{title}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}
