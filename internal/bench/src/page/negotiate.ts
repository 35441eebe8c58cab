/** The least WHIP and WHEP client there can be (RFC 9725 §4.2). Rejects with what the gateway refuses it for. */
export async function negotiate(
  connection: RTCPeerConnection,
  url: string,
  passed: (step: 'offered' | 'answered') => void = () => {},
): Promise<Response> {
  await connection.setLocalDescription();
  passed('offered');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp' },
    body: connection.localDescription!.sdp,
  });
  const sdp = await response.text();
  if (response.status !== 201) throw new Error(`${response.status} ${sdp}`);
  passed('answered');
  await connection.setRemoteDescription({ type: 'answer', sdp });
  return response;
}
