/** Does a long piece of work, and says that it began and how long it took. */
export async function step<T>(title: string, work: () => T | Promise<T>): Promise<T> {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1_000).toFixed(1);
  console.log(`${title} …`);
  const beat = setInterval(() => console.log(`  ${title}: ${seconds()} s`), 15_000);
  try {
    const result = await work();
    console.log(`${title}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(beat);
  }
}
