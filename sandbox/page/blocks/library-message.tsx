import 'slack-blocks-to-jsx/dist/style.css';
import { type Block as LibraryBlockShape, Message } from 'slack-blocks-to-jsx';
import type { Block } from '../../slack/page-contract.js';
import { UsergroupMention, UserMention } from '../text/mention.js';

/** The default export is what React's lazy() asks for. */
export default function LibraryMessage({ block }: { block: Block }) {
  return (
    <Message
      // The kinds overlap only at run time: the contract keeps blocks as the app sent them.
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
