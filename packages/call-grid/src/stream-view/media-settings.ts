import type { QualityName } from '@callgrid/core';

/** NetEase's names for what is sent at most: 1280 × 720, 960 × 540 or 640 × 360 at 2, 1.5 or 0.9 Mbit/s. */
export type Quality = QualityName;
export const qualities: readonly Quality[] = ['SD', 'HD', 'FHD'];

export const beautyStyles = ['off', 'smooth', 'nature'] as const;
export const MAX_BEAUTY = 9;

/** WeChat's names of what colours the own picture, those that NetEase's demo offers; `standard` does not colour it. */
export const filters = ['standard', 'pink', 'nostalgia', 'solor', 'aestheticism', 'whitening'] as const;

/** What the user chose of how this client sends and sounds. What a platform lacks stays as it is at first. */
export interface MediaSettings {
  /** What is sent at most. */
  readonly quality: Quality;
  /** Where the others are heard. */
  readonly sound: 'speaker' | 'ear';
  /** How faces are made smoother. */
  readonly beauty: (typeof beautyStyles)[number];
  /** How much of it, 1 to 9. */
  readonly beautyLevel: number;
  /** How the own picture is coloured: WeChat's names. */
  readonly filter: (typeof filters)[number];
}

export const firstSettings: MediaSettings = {
  quality: 'SD',
  sound: 'speaker',
  beauty: 'off',
  beautyLevel: 5,
  filter: 'standard',
};
