/** Lets React render what has become of promises, and run its effects. */
export async function macrotasks(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await macrotask();
}

/** React renders in one, its effects in another, and what they do takes a third. */
const TURNS = 4;

function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
