import DropIn from '@callgrid/core/nertc';
import BigNumber from 'bignumber.js';

/**
 * Our drop-in, made to misbehave as NetEase's SDK was seen to: BigNumber objects as uids, a `slaveAudio` nobody sends,
 * no `clientLeave` for those who went during an outage, bare uids with mutes, the oldest shape of `syncDone`, no answer
 * to a refused join or publish, and `unpublish()` of both that tells nobody.
 */
function Client(options) {
  const client = DropIn.Client(options);
  if (client.unruly) return client;
  client.unruly = true;
  let away = false;
  const on = client.on.bind(client);
  const changed = {
    clientJoin: (listener) => (payload) => listener(withBigNumber(payload)),
    clientLeave: (listener) => (payload) => {
      if (!away) listener(withBigNumber(payload));
    },
    'stream-added': (listener) => (payload) => {
      listener(payload);
      if (payload.mediaType === 'audio') listener({ ...payload, mediaType: 'slaveAudio' });
    },
    syncDone:
      (listener) =>
      ({ uid, url, isBigNumber }) =>
        listener({ uid, url, isBigNumber }),
  };
  for (const mute of ['mute-audio', 'mute-video', 'unmute-audio', 'unmute-video']) {
    changed[mute] =
      (listener) =>
      ({ uid, isBigNumber }) =>
        listener(isBigNumber ? () => {} : uid);
  }
  for (const [event, value] of [
    ['willreconnect', true],
    ['reconnected', false],
  ]) {
    changed[event] = (listener) => (payload) => {
      away = value;
      listener(payload);
    };
  }
  client.on = (event, listener) => on(event, changed[event]?.(listener) ?? listener);
  client.join = neverRejecting(client.join.bind(client));
  client.publish = neverRejecting(client.publish.bind(client));
  const unpublish = client.unpublish.bind(client);
  client.unpublish = async (mediaType) => mediaType && unpublish(mediaType);
  return client;
}

function withBigNumber(payload) {
  return { ...payload, uid: new BigNumber(String(payload.uid)) };
}

function neverRejecting(ask) {
  return (...args) => new Promise((resolve) => ask(...args).then(resolve, () => {}));
}

export default { Client, destroy: () => DropIn.destroy(), configure: (options) => DropIn.configure(options) };
