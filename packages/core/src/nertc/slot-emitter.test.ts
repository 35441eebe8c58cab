import { expect, it } from 'vitest';
import { SlotEmitter } from './slot-emitter.ts';

function create() {
  const tasks: (() => void)[] = [];
  const emitter = new SlotEmitter<{ ping: number; pong: number }>((task) => tasks.push(task));
  const told: string[] = [];
  const hear = (name: string) => (payload: number) => told.push(`${name} ${payload}`);
  return { emitter, tasks, told, hear };
}

it('keeps the last listener of an event alone, and the last for the next time beside it', () => {
  const { emitter, tasks, told, hear } = create();
  for (const name of ['first', 'second']) emitter.on('ping', hear(name));
  for (const name of ['third', 'fourth']) emitter.once('ping', hear(name));
  emitter.emit('ping', 1);
  emitter.emit('ping', 2);
  for (const task of tasks) task();
  expect(told).toEqual(['second 1', 'fourth 1', 'second 2']);
});

it('tells each event in a task of its own, in order, to who listens by then', () => {
  const { emitter, tasks, told, hear } = create();
  emitter.emit('ping', 1);
  emitter.emit('pong', 2);
  emitter.on('ping', hear('ping'));
  emitter.on('pong', hear('pong'));
  expect(told).toEqual([]);
  tasks[0]?.();
  expect(told).toEqual(['ping 1']);
  tasks[1]?.();
  expect(told).toEqual(['ping 1', 'pong 2']);
});

it('lets a listener that throws stop nothing, and hands the error to the runtime', () => {
  const { emitter, tasks, told, hear } = create();
  emitter.on('ping', () => {
    throw new Error('mine');
  });
  emitter.once('ping', hear('next'));
  emitter.emit('ping', 1);
  tasks[0]?.();
  expect(told).toEqual(['next 1']);
  expect(() => tasks[1]?.()).toThrow('mine');
});

it('forgets what is not kept and who is off, also somebody unknown', () => {
  const { emitter, tasks, told, hear } = create();
  emitter.on('ping', hear('on'));
  emitter.once('ping', hear('once'));
  emitter.emit('ping', 1);
  emitter.keepOnly('pong');
  emitter.off('pong');
  emitter.off('ping');
  emitter.emit('ping', 2);
  for (const task of tasks) task();
  expect(told).toEqual([]);
});

it('throws at once for a listener that is none', () => {
  const { emitter } = create();
  expect(() => emitter.on('ping', undefined as never)).toThrow('listener is a function');
  expect(() => emitter.on(undefined as never, () => {})).toThrow('event is a name');
});
