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
  client.on = (event, listener) => {
    if (event === 'willreconnect') on(event, (payload) => listener(payload, (away = true)));
    else if (event === 'reconnected') on(event, (payload) => listener(payload, (away = false)));
    else if (event === 'clientJoin') on(event, (payload) => listener(withBigNumber(payload)));
    else if (event === 'clientLeave') on(event, (payload) => away || listener(withBigNumber(payload)));
    else if (event === 'stream-added') on(event, (payload) => added(payload, listener));
    else if (/^(un)?mute-/.test(event))
      on(event, ({ uid, isBigNumber }) => listener(isBigNumber ? () => {} : uid));
    else if (event === 'syncDone')
      on(event, ({ uid, url, isBigNumber }) => listener({ uid, url, isBigNumber }));
    else on(event, listener);
  };
  client.join = neverRejecting(client.join.bind(client));
  client.publish = neverRejecting(client.publish.bind(client));
  const unpublish = client.unpublish.bind(client);
  client.unpublish = async (mediaType) => mediaType && unpublish(mediaType);
  return client;
}

function withBigNumber(payload) {
  return { ...payload, uid: new BigNumber(String(payload.uid)) };
}

function added(payload, listener) {
  listener(payload);
  if (payload.mediaType === 'audio') listener({ ...payload, mediaType: 'slaveAudio' });
}

function neverRejecting(ask) {
  return (...args) => new Promise((resolve) => ask(...args).then(resolve, () => {}));
}

export default { Client, destroy: () => DropIn.destroy(), configure: (options) => DropIn.configure(options) };
