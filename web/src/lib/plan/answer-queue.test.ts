import { expect, test, vi } from 'vitest'
import { AnswerQueue } from './answer-queue.ts'

function createQueue() {
  const open: {
    question: number
    resolve: (answer: string) => void
    reject: (error: Error) => void
    signal: AbortSignal
  }[] = []
  const onAnswer = vi.fn()
  const onFailure = vi.fn()
  const queue = new AnswerQueue<number, string>(
    (question, signal) => new Promise((resolve, reject) => open.push({ question, resolve, reject, signal })),
    onAnswer,
    onFailure,
  )
  return { queue, open, onAnswer, onFailure }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('one question is on its way at a time, and of those that wait only the newest is asked', async () => {
  const { queue, open, onAnswer } = createQueue()
  for (const question of [1, 2, 3, 4]) queue.push(question)
  expect(open.map(({ question }) => question)).toEqual([1])
  open[0].resolve('one')
  await settle()
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith('one', 1, false)
  expect(open.map(({ question }) => question)).toEqual([1, 4])
  open[1].resolve('four')
  await settle()
  expect(onAnswer).toHaveBeenLastCalledWith('four', 4, true)
  expect(queue.isBusy).toBe(false)
})

test('after a failure the next question is asked all the same', async () => {
  const { queue, open, onAnswer, onFailure } = createQueue()
  queue.push(1)
  queue.push(2)
  open[0].reject(new Error('away'))
  await settle()
  expect(onFailure).toHaveBeenCalledOnce()
  open[1].resolve('two')
  await settle()
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith('two', 2, true)
})

test('what was given up answers nobody', async () => {
  const { queue, open, onAnswer } = createQueue()
  queue.push(1)
  queue.cancel()
  expect(open[0].signal.aborted).toBe(true)
  queue.push(2)
  open[0].resolve('late')
  open[1].resolve('two')
  await settle()
  expect(onAnswer.mock.calls.map(([answer]) => answer)).toEqual(['two'])
})
