import type { MediaKind } from '@callgrid/core';
import { useConnectionState, useLocalMedia } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { ControlButton } from './control-button.tsx';
import { usePending } from './use-pending.ts';

const devices = { audio: 'microphone', video: 'camera' } as const;

/** Turns the microphone or the camera off and on. */
export function MuteButton({ kind }: { readonly kind: MediaKind }): ReactElement {
  const { muted, toggle } = useLocalMedia();
  const { status } = useConnectionState();
  const [isPending, run] = usePending(toggle);
  const device = devices[kind];
  const texts = useTexts()[device];
  // Without a connection it is heard much later; the device minds it at once, and so may be switched back.
  const isHeard = status === 'joined';
  return (
    <ControlButton
      id={`callgrid-${device}`}
      icon={device}
      off={muted[kind]}
      label={muted[kind] ? texts.on : texts.off}
      busy={isHeard && isPending}
      onPress={() => (isHeard ? run(kind) : void toggle(kind))}
    />
  );
}
