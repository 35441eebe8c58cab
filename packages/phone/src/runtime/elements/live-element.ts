import type { EngineComponent } from 'glass-easel-miniprogram-adapter';
import type { NativeRecord, NativeRegistry } from '../native-registry.ts';
import type { ElementBehaviour } from './element-behaviour.ts';

/** `live-pusher` and `live-player`: the driver does the work, this keeps it told. */
export function liveElement(kind: NativeRecord['kind'], natives: NativeRegistry): ElementBehaviour {
  const records = new WeakMap<EngineComponent, NativeRecord>();
  return {
    created: (element) => natives.made(kind, element),
    attached(element) {
      records.set(element, natives.add(kind, element));
    },
    changed(element) {
      const record = records.get(element);
      if (record) natives.update(record);
    },
    detached(element) {
      const record = records.get(element);
      if (record) natives.remove(record);
    },
  };
}
