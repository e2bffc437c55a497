import type { Block } from '../../slack/page-contract.js';
import { plainWords } from '../text/text-object.js';
import { useSurface } from './surface.js';

export function HeaderBlock({ block }: { block: Block }) {
  const Heading = useSurface().heading;
  return <Heading className="block-header">{plainWords(block['text'])}</Heading>;
}
