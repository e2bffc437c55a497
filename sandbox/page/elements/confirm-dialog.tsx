import { type ReactNode, useCallback, useState } from 'react';
import { asData } from '../blocks/app-data.js';
import { Dialog } from '../shell/dialog.js';
import { plainWords, TextObject } from '../text/text-object.js';
import { type Confirm, ConfirmProvider } from './confirm-context.js';

interface Question {
  confirmObject: unknown;
  answer: (yes: boolean) => void;
}

/** One dialog for the whole page: only one question can be open at a time. */
export function ConfirmHost({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const confirm = useCallback<Confirm>(
    (confirmObject) => new Promise((answer) => setQuestion({ confirmObject, answer })),
    [],
  );
  const answer = (yes: boolean) => {
    setQuestion(null);
    question?.answer(yes);
  };
  return (
    <ConfirmProvider value={confirm}>
      {children}
      {question && <ConfirmDialog confirmObject={question.confirmObject} onAnswer={answer} />}
    </ConfirmProvider>
  );
}

function ConfirmDialog(props: { confirmObject: unknown; onAnswer: (yes: boolean) => void }) {
  const { onAnswer } = props;
  const { title, text, confirm, deny, style } = asData(props.confirmObject);
  return (
    <Dialog
      title={plainWords(title) || 'Are you sure?'}
      role="alertdialog"
      onClose={() => onAnswer(false)}
      footer={
        <>
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {plainWords(deny) || 'Cancel'}
          </button>
          <button
            type="button"
            className={style === 'danger' ? 'button button-danger-full' : 'button button-primary'}
            onClick={() => onAnswer(true)}
          >
            {plainWords(confirm) || 'Yes'}
          </button>
        </>
      }
    >
      <TextObject value={text} />
    </Dialog>
  );
}
