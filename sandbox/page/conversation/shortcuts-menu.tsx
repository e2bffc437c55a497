import { PopupMenu } from '../shell/popup-menu.js';
import { runShortcut } from '../wire/sandbox-api.js';
import type { Report } from '../workspace/use-notices.js';
import { useWorkspace } from '../workspace/workspace-context.js';

/** The app's global shortcuts, in the place of Slack's lightning button. */
export function ShortcutsMenu({ channel, report }: { channel: string; report: Report }) {
  const { state, me } = useWorkspace();
  if (state.shortcuts.length === 0) return null;
  const items = state.shortcuts.map(({ callback_id, name }) => ({
    key: callback_id,
    words: name,
    pick: () =>
      void runShortcut({ user: me.id, callback_id, channel }).then((answer) => report(answer, channel)),
  }));
  return (
    <PopupMenu label="Shortcuts" items={items} upwards>
      <span aria-hidden="true">⚡</span>
    </PopupMenu>
  );
}
