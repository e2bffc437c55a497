import { useWorkspace } from '../workspace/workspace-context.js';

/** With `onTry` people can press the commands. */
export function ThingsToTry({ onTry }: { onTry?: (command: string) => void }) {
  const { state } = useWorkspace();
  const command = state.commands[0]?.command ?? '/unlink';
  return (
    <ol className="things-to-try">
      <li>
        Type{' '}
        {onTry === undefined ? (
          <kbd>{command} oa 1234</kbd>
        ) : (
          <button type="button" className="try-it" onClick={() => onTry(`${command} oa 1234`)}>
            <kbd>{command} oa 1234</kbd>
          </button>
        )}{' '}
        and press Enter. {state.bot.name} posts a card.
      </li>
      <li>
        Under <strong>You are</strong>, become an approver and press <strong>Confirm</strong> (Xác nhận) on
        the card.
      </li>
      <li>Open its thread and read the result. A second window can be a second person.</li>
    </ol>
  );
}
