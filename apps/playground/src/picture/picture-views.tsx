import type { LocalStreamViewProps, RemoteStreamViewProps, StreamViews } from '@callgrid/call-grid';
import { useLocal, useParticipant } from '@callgrid/react';
import type { ReactElement } from 'react';
import { Picture } from './picture.tsx';

/** Pictures in the place of cameras: CallGrid's port to media, on nothing but a canvas. */
export const pictureViews: StreamViews = { LocalStreamView, RemoteStreamView };

function LocalStreamView(_: LocalStreamViewProps): ReactElement | null {
  const { uid, name } = useLocal();
  return uid && <Picture uid={uid} label={name} />;
}

function RemoteStreamView({ uid }: RemoteStreamViewProps): ReactElement {
  return <Picture uid={uid} label={useParticipant(uid)?.name ?? uid} />;
}
