import { type ComponentType, useEffect, useRef } from 'react';

/** What native elements did, in order: `pusher mounted`, `player 0 stopped`, … */
export const nativeLog: string[] = [];

type NativeProps = Record<string, unknown>;
type NativeEvent = (event: { detail: unknown }) => void;

/** The elements that are mounted now, by id, with their latest properties. */
export const nativeElements = new Map<string, NativeProps>();

/** Fires an event of a native element, as WeChat would. */
export function fire(
  id: string,
  handler: 'onStateChange' | 'onError' | 'onNetStatus',
  detail: unknown,
): void {
  const element = nativeElements.get(id);
  if (!element) throw new Error(`no native element ${id}`);
  (element[handler] as NativeEvent)({ detail });
}

const short = (id: string) => id.replace('callgrid-', '').replace('player-', 'player ');

/** Stands for `live-pusher` or `live-player`, which jsdom does not have. */
export function fakeNative(tag: string): ComponentType<NativeProps> {
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module that is replaced
  return function FakeNative(props: NativeProps) {
    const id = String(props.id);
    nativeElements.set(id, props);
    const element = useRef<HTMLElement | null>(null);
    useEffect(() => {
      nativeLog.push(`${short(id)} mounted`);
      return () => {
        nativeElements.delete(id);
        nativeLog.push(`${short(id)} unmounted`);
      };
    }, [id]);
    const Tag = tag as 'div';
    return <Tag id={id} ref={element as never} />;
  };
}

interface Callbacks {
  success?: () => void;
}

/** Where it is a list, contexts succeed when the test calls what is in it, and not at once. */
export const slow: { answers: (() => void)[] | null } = { answers: null };

/** Stands for the context of a native element. Everything succeeds. */
export function fakeContext(id: string) {
  const did = (verb: string) => (options: Callbacks) => {
    nativeLog.push(`${short(id)} ${verb}`);
    const succeed = () => options.success?.();
    if (slow.answers) slow.answers.push(succeed);
    else succeed();
  };
  return {
    start: did('started'),
    stop: did('stopped'),
    play: did('played'),
    switchCamera: did('switched'),
    toggleTorch: did('lit or put out'),
  };
}
