/** Answers what the process that started this one asks of its `Child`. */
export function answerParent(answers: Record<string, (given: never) => unknown>): void {
  process.on('message', ({ id, name, given }: { id: number; name: string; given: never }) => {
    Promise.resolve()
      .then(() => answers[name]!(given))
      .then(
        (answer) => process.send!({ id, answer }),
        (error: Error) => process.send!({ id, failed: error.stack }),
      );
  });
  // Nobody is left to answer.
  process.on('disconnect', () => process.exit());
}
