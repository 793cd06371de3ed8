import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedTemplate, TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { ImportError } from '../issues/import-error.ts'
import { JobRunner } from './job-runner.service.ts'
import { findJob, interruptAbandonedJobs, saveJob } from './job.store.ts'
import { runWorker } from './run-worker.service.ts'

describe('jobs', () => {
  let test: TestDatabase
  let runner: JobRunner
  beforeAll(async () => {
    await embeddedTemplate()
    test = await TEST_DATABASES[0].open()
    runner = new JobRunner(test.database.db)
  }, 120_000)
  afterAll(async () => {
    await runner.close()
    await test.close()
  })

  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

  it('run one after the other, tell their progress and keep their result', async () => {
    const order: string[] = []
    const work = (name: string) => async (report: (p: { step: string; share: number }) => void) => {
      order.push(`${name} starts`)
      report({ step: 'half', share: 0.5 })
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(`${name} ends`)
      return { name }
    }
    const first = await runner.start('analyse', null, work('a'))
    const seen: number[] = []
    runner.watch(first.job.id, (job) => seen.push(job.share))
    const second = await runner.start('analyse', null, work('b'))
    expect(await first.done).toMatchObject({ status: 'successful', result: { name: 'a' } })
    await second.done
    expect(order).toEqual(['a starts', 'a ends', 'b starts', 'b ends'])
    expect(seen).toEqual([...seen].sort((x, y) => x - y))
    expect(await findJob(test.database.db, first.job.id)).toMatchObject({
      status: 'successful',
      share: 1,
      result: { name: 'a' },
    })
  })

  it('are dismissed while running and while waiting', async () => {
    const running = await runner.start('analyse', null, (_, signal) => untilAborted(signal))
    const waiting = await runner.start('analyse', null, async () => ({}))
    const [a, b] = await Promise.all([
      runner.dismiss(waiting.job.id).then((job) => job.status),
      runner.dismiss(running.job.id).then((job) => job.status),
    ])
    expect([a, b]).toEqual(['dismissed', 'dismissed'])
  })

  it('that search for sites do not wait for imports, show their best so far, and leave nothing of it when dismissed', async () => {
    const blocking = await runner.start('import', null, (_, signal) => untilAborted(signal))
    let best: unknown
    const search = await runner.start('siting', null, async (report) => {
      report({ step: 'improving', share: 0.5, interim: { objective: 7 } })
      best = (await runner.find(search.job.id))?.result
      return { objective: 9 }
    })
    expect(await search.done).toMatchObject({ status: 'successful', result: { objective: 9 } })
    expect(best).toEqual({ objective: 7 })
    const stopped = await runner.start('siting', null, (report, signal) => {
      report({ step: 'improving', share: 0.5, interim: { objective: 7 } })
      return untilAborted(signal)
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await runner.dismiss(stopped.job.id)).toMatchObject({ status: 'dismissed', result: null })
    await runner.dismiss(blocking.job.id)
  })

  it('that fail say what, where and what to do, in German too', async () => {
    const { done } = await runner.start('import', null, async () => {
      throw new ImportError(
        'source-missing',
        'the source "osm" cannot be read',
        'a.osm.pbf',
        'name its folder with --sources',
      )
    })
    const job = await done
    expect(job.status).toBe('failed')
    expect(job.message?.en).toContain('a.osm.pbf')
    expect(job.message?.de).toContain('Eine Quelldatei fehlt')
  })

  it('are refused when too many wait, naming the limit', async () => {
    const started = []
    for (let i = 0; i < 20; i++) started.push(await runner.start('analyse', null, (_, signal) => untilAborted(signal)))
    await expect(runner.start('analyse', null, async () => ({}))).rejects.toThrow('20 jobs')
    await Promise.all(started.map(({ job }) => runner.dismiss(job.id)))
  })

  it('left by a process that died are marked as interrupted', async () => {
    const { db } = test.database
    await saveJob(db, {
      id: 'feedfeedfeedfeed',
      kind: 'import',
      region: null,
      status: 'running',
      step: 'x',
      share: 0.4,
      message: null,
      createdAt: new Date().toISOString(),
      finishedAt: null,
      result: null,
    })
    expect(await interruptAbandonedJobs(db)).toBe(1)
    expect(await findJob(db, 'feedfeedfeedfeed')).toMatchObject({ status: 'interrupted' })
  })
})

describe('worker threads', () => {
  const inline = (code: string) =>
    new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads'; ${code}`)}`,
    )

  it('give progress and their result', async () => {
    const shares: number[] = []
    const result = await runWorker<number>(
      inline(
        `parentPort.postMessage({kind:'progress',share:0.5}); parentPort.postMessage({kind:'done',value:workerData*2})`,
      ),
      { workerData: 21, onProgress: (share) => shares.push(share) },
    )
    expect([result, shares]).toEqual([42, [0.5]])
  })

  it('are ended at once when cancelled, even in an endless loop', async () => {
    const abort = new AbortController()
    const work = runWorker(inline('for (;;) {}'), { workerData: null, signal: abort.signal })
    setTimeout(() => abort.abort(new Error('enough')), 100)
    await expect(work).rejects.toThrow('enough')
  })

  it('that run out of memory fail alone', async () => {
    const work = runWorker(inline(`const a=[]; for(;;) a.push(new Array(1e5).fill(Math.random()))`), {
      workerData: null,
      maximumHeapMegabytes: 32,
    })
    await expect(work).rejects.toThrow(/memory/i)
  })

  it('that throw or end early say so', async () => {
    await expect(runWorker(inline(`throw new Error('broken')`), { workerData: null })).rejects.toThrow('broken')
    await expect(runWorker(inline(`process.exit(3)`), { workerData: null })).rejects.toThrow('exit code 3')
  })
})
