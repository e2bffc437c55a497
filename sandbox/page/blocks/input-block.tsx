import { useId } from 'react';
import type { Block } from '../../slack/page-contract.js';
import { Element } from '../elements/element.js';
import { plainWords } from '../text/text-object.js';
import { pageWords } from '../workspace/page-words.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { asData } from './app-data.js';
import { elementKey } from './steady-keys.js';
import { useSurface } from './surface.js';

export function InputBlock({ block }: { block: Block }) {
  const id = useId();
  const { me } = useWorkspace();
  const blockId = block.block_id ?? '';
  const error = useSurface().errors[blockId];
  const hint = plainWords(block['hint']);
  const described = [error && `${id}error`, hint && `${id}hint`].filter(Boolean).join(' ');
  return (
    <div className={error === undefined ? 'block-input' : 'block-input block-input-wrong'}>
      <label className="field-label" id={`${id}label`} htmlFor={`${id}control`}>
        {plainWords(block['label'])}
        {block['optional'] === true && <span className="field-optional"> {pageWords(me).optional}</span>}
      </label>
      <Element
        key={elementKey(asData(block['element']), block)}
        element={asData(block['element'])}
        blockId={blockId}
        dispatches={block['dispatch_action'] === true}
        labelId={`${id}label`}
        controlId={`${id}control`}
        describedBy={described || undefined}
        invalid={error !== undefined}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}error`} role="alert">
          {error}
        </p>
      )}
      {hint !== '' && (
        <p className="field-hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
