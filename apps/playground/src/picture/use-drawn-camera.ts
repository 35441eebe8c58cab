import { useCallDevices } from '@callgrid/call-grid';
import { useMemo, useState } from 'react';

/** The two cameras of a drawn phone: the one that looks away from its owner has a light. */
export function useDrawnCamera() {
  const { store, platform } = useCallDevices();
  const [looksBack, setLooksBack] = useState(false);
  return useMemo(
    () => ({
      looksBack,
      async switchCamera() {
        setLooksBack(!looksBack);
        store.setState({ torch: !looksBack && platform.capabilities.torch ? 'off' : 'absent' });
      },
      async toggleTorch() {
        store.setState(({ torch }) => ({ torch: torch === 'off' ? 'on' : 'off' }));
      },
    }),
    [looksBack, store, platform],
  );
}
