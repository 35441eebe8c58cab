import type { EngineComponent } from 'glass-easel-miniprogram-adapter';

/** What a built-in element does beyond being a box. One object serves every element of its tag. */
export interface ElementBehaviour {
  created?(element: EngineComponent): void;
  attached?(element: EngineComponent): void;
  changed?(element: EngineComponent): void;
  detached?(element: EngineComponent): void;
}
