import { createContext, useContext } from 'react';

/** Shows Slack's confirm dialog for a confirm object; resolves to the person's answer. */
export type Confirm = (confirmObject: unknown) => Promise<boolean>;

const ConfirmContext = createContext<Confirm>(async () => true);

export const ConfirmProvider = ConfirmContext.Provider;
export const useConfirm = () => useContext(ConfirmContext);
