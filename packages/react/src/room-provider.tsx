import { type Backend, createRoom, type Platform, type Room } from '@callgrid/core';
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';

const RoomContext = createContext<Room | null>(null);

export type RoomProviderProps = { readonly children?: ReactNode } & (
  | { readonly room: Room; readonly backend?: undefined; readonly platform?: undefined }
  | { readonly room?: undefined; readonly backend: Backend; readonly platform: Platform }
);

/**
 * Gives a room to the hooks below it. Either hand it a `room` of your own, or a `backend` and a `platform`: then
 * it makes the room, once, and leaves it when it unmounts.
 */
export function RoomProvider({ room: given, backend, platform, children }: RoomProviderProps): ReactElement {
  const [made] = useState(() => (given ? null : createRoom({ backend, platform })));
  const mounts = useRef(0);
  useEffect(() => {
    const mount = ++mounts.current;
    return () => {
      // StrictMode mounts again at once; only who stays unmounted leaves.
      Promise.resolve().then(() => {
        if (mounts.current === mount) made?.leave();
      });
    };
  }, [made]);
  return <RoomContext.Provider value={given ?? made}>{children}</RoomContext.Provider>;
}

/** The room of the nearest {@link RoomProvider}. It never changes, so this never renders again. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) {
    throw new TypeError(
      'useRoom() found no room: wrap this component in <RoomProvider room={createRoom({ backend, platform })}>.',
    );
  }
  return room;
}
