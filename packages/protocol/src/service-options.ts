/**
 * What a participant asks of the service beside the call itself, in the words of NetEase's SDK. They are facts
 * of the room, for whoever records or streams it; the gateway itself carries none of them out yet.
 */
export interface ServiceOptions {
  /** Stream the room to a live audience. */
  readonly liveEnable?: boolean;
  readonly recordAudio?: boolean;
  readonly recordVideo?: boolean;
  /** What to record: everybody mixed and each one alone, only the mix, or only each one. */
  readonly recordType?: RecordType;
  /** The main picture of a mixed recording is this participant's. */
  readonly isHostSpeaker?: boolean;
  /** What this participant means to send. Default `audioVideo`. */
  readonly mode?: CallMode;
}

export const recordTypes = ['mixedAndSingle', 'mixed', 'single'] as const;
export type RecordType = (typeof recordTypes)[number];

export const callModes = ['audioVideo', 'audioOnly', 'videoOnly', 'none'] as const;
export type CallMode = (typeof callModes)[number];
