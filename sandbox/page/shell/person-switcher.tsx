import { useId } from 'react';
import { Avatar } from '../conversation/avatar.js';
import { goTo } from '../workspace/address.js';
import { useWorkspace } from '../workspace/workspace-context.js';

export function PersonSwitcher() {
  const { state, me } = useWorkspace();
  const id = useId();
  return (
    <div className="person">
      <label htmlFor={id}>You are</label>
      <Avatar id={me.id} small />
      <select id={id} value={me.id} onChange={(event) => goTo({ as: event.target.value })}>
        {state.users
          .filter((user) => !user.is_bot)
          .map((user) => (
            <option key={user.id} value={user.id}>
              {user.real_name || user.name} — {user.role}
            </option>
          ))}
      </select>
      <span className="visually-hidden" role="status">
        You are now {me.real_name}, {me.role}
      </span>
    </div>
  );
}
