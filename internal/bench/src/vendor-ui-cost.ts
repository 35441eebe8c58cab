import type { UiEvent } from './ui-cost.ts';

interface VendorCost {
  readonly calls: number;
  readonly bytes: number;
}

/** What NetEase's group-call component sends for the same, run headlessly, by how many others there are. */
export const vendorUiCost: Readonly<Record<number, Partial<Record<UiEvent, VendorCost>>>> = {
  3: {
    'one joins': { calls: 3, bytes: 4_944 },
    'one mutes': { calls: 1, bytes: 1_816 },
    'one leaves': { calls: 1, bytes: 1_209 },
    'network tick of all': { calls: 3, bytes: 150 },
    'own network tick': { calls: 1, bytes: 943 },
    'full screen': { calls: 2, bytes: 2_143 },
  },
  8: {
    'one joins': { calls: 3, bytes: 13_959 },
    'one mutes': { calls: 1, bytes: 4_821 },
    'one leaves': { calls: 1, bytes: 4_199 },
    'network tick of all': { calls: 8, bytes: 396 },
    'own network tick': { calls: 1, bytes: 943 },
    'full screen': { calls: 2, bytes: 5_113 },
  },
};
