import { type FormEvent, useId, useState } from 'react';
import type { DeliveryReport, View } from '../../slack/page-contract.js';
import { BlockList } from '../blocks/block-list.js';
import { SurfaceProvider } from '../blocks/surface.js';
import { useContainerSurface } from '../blocks/use-container-surface.js';
import { NoticeLine } from '../conversation/notice-line.js';
import { Dialog } from '../shell/dialog.js';
import { close, submit } from '../wire/sandbox-api.js';
import type { Notice } from '../workspace/use-notices.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { collectValues, missingFields } from './view-values.js';

interface ModalViewProps {
  view: View;
  notices: Notice[];
  onReport: (report: DeliveryReport) => void;
  onDismiss: (id: number) => void;
}

/** The view on top of the person's stack. Each view id mounts a new component; an update keeps the typed text. */
export function ModalView({ view, notices, onReport, onDismiss }: ModalViewProps) {
  const { me } = useWorkspace();
  const formId = useId();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [sending, setSending] = useState(false);
  const container = { type: 'view', view_id: view.id } as const;
  const surface = useContainerSurface({ user: me.id, container, blocks: view.blocks, errors, onReport });

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const values = collectValues(view.blocks, surface.values);
    const missing = missingFields(view.blocks, values);
    setErrors(missing);
    if (Object.keys(missing).length > 0 || sending) return;
    setSending(true);
    const report = await submit({ user: me.id, view_id: view.id, state: { values } });
    setSending(false);
    setErrors(report.errors ?? {});
    onReport(report);
  };

  const leave = async () => onReport(await close(me.id, view.id));

  return (
    <Dialog
      title={view.title ?? ''}
      onClose={() => void leave()}
      footer={
        <>
          <button type="button" className="button" onClick={() => void leave()}>
            {view.close ?? 'Close'}
          </button>
          {view.submit !== undefined && (
            <button
              type="submit"
              form={formId}
              className="button button-primary"
              aria-busy={sending || undefined}
            >
              {view.submit}
            </button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void send(event)}>
        <SurfaceProvider value={surface}>
          <BlockList blocks={view.blocks} />
        </SurfaceProvider>
      </form>
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} onDismiss={onDismiss} />
      ))}
    </Dialog>
  );
}
