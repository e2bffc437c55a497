import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { arrowStep } from '../shell/arrow-step.js';
import { post } from '../wire/sandbox-api.js';
import type { Report } from '../workspace/use-notices.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { composerHints, type Hint, usageHint } from './composer-hints.js';
import { HintList } from './hint-list.js';
import { whenSuggested } from './suggest.js';

interface ComposerProps {
  /** The textbox's accessible name, as Slack has it: "Message #zca-ops". */
  label: string;
  channel: string;
  thread?: string;
  report: Report;
  onSent: () => void;
  /** Shown to the left of Send. */
  children?: ReactNode;
}

export function Composer({ label, channel, thread, report, onSent, children }: ComposerProps) {
  const { state, me } = useWorkspace();
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const send = async () => {
    if (text.trim() === '' || sending) return;
    setSending(true);
    onSent();
    const place = thread === undefined ? {} : { thread_ts: thread };
    const answer = await post({ user: me.id, channel, text: text.trim(), ...place });
    setSending(false);
    report(answer, channel, thread ?? null);
    // Text that the sandbox rejected stays, so the person can correct it or send it again.
    if (answer.taken) setText('');
  };

  // A pressed hint goes into the channel's field, to be sent or changed.
  useEffect(() => (thread === undefined ? whenSuggested(setText, field) : undefined), [thread]);

  // A disabled field loses the focus, and people usually type the next message at once.
  const wasSending = useRef(false);
  useEffect(() => {
    if (wasSending.current && !sending) field.current?.focus();
    wasSending.current = sending;
  }, [sending]);

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ComposerField
        field={field}
        label={label}
        text={text}
        disabled={sending}
        onText={setText}
        onSend={send}
      />
      <div className="composer-foot">
        {children}
        <span className="composer-usage">{usageHint(state, text) ?? 'Type / for commands'}</span>
        <button type="submit" className="button button-primary" disabled={sending || text.trim() === ''}>
          {sending ? 'Sending…' : 'Send'}
        </button>
      </div>
    </form>
  );
}

interface ComposerFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  text: string;
  disabled: boolean;
  onText: (text: string) => void;
  onSend: () => Promise<void>;
}

function ComposerField({ field, label, text, disabled, onText, onSend }: ComposerFieldProps) {
  const { state } = useWorkspace();
  const listId = useId();
  const [active, setActive] = useState(0);
  const [refused, setRefused] = useState('');
  const hints = text === refused ? [] : composerHints(state, text);
  const at = Math.min(active, hints.length - 1);

  const pick = (hint: Hint) => {
    onText(hint.insert);
    setActive(0);
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter also ends a Vietnamese input method's word
    const hint = hints[at];
    const step = arrowStep(event.key);
    if (hint && step !== null) setActive((at + step + hints.length) % hints.length);
    else if (hint && ['Enter', 'Tab'].includes(event.key)) pick(hint);
    else if (hint && event.key === 'Escape') setRefused(text);
    else if (event.key === 'Enter' && !event.shiftKey) void onSend();
    else return;
    event.preventDefault();
  };

  return (
    <div className="composer-field">
      {hints.length > 0 && <HintList id={listId} hints={hints} active={at} onPick={pick} />}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-controls={hints.length > 0 ? listId : undefined}
        aria-activedescendant={hints.length > 0 ? `${listId}${at}` : undefined}
        placeholder={label}
        value={text}
        disabled={disabled}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={press}
      />
    </div>
  );
}
