import 'slack-blocks-to-jsx/dist/style.css';
import { type Block as LibraryBlockShape, Message } from 'slack-blocks-to-jsx';
import type { Block } from '../../slack/page-contract.js';
import { UsergroupMention, UserMention } from '../text/mention.js';

/** React's lazy() requires a default export. */
export default function LibraryMessage({ block }: { block: Block }) {
  return (
    <Message
      // The types match only at run time: the contract keeps blocks as the app sent them.
      blocks={[block as unknown as LibraryBlockShape]}
      logo=""
      name=""
      withoutWrapper
      hooks={{
        user: ({ id }) => <UserMention id={id} />,
        usergroup: ({ id }) => <UsergroupMention id={id} />,
      }}
    />
  );
}
