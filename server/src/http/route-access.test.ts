import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { createAccessCheck } from './route-access.service.ts'

describe('access of routes', () => {
  it('stops the start where a route does not state who may call it, and names the route', async () => {
    const app = Fastify()
    const check = createAccessCheck(app)
    await app.register(async (api) => {
      api.get('/stated', { config: { access: 'public' } }, async () => 'yes')
      await api.register(async (inner) => void inner.delete('/silent/:id', async () => 'oh'), { prefix: '/deep' })
      api.post('/configured', { config: { rateLimit: false } }, async () => 'oh')
    })
    expect(check).toThrow('DELETE /deep/silent/:id, POST /configured')
    await app.close()
  })

  it('is content where all state it', async () => {
    const app = Fastify()
    const check = createAccessCheck(app)
    await app.register(async (api) => void api.get('/stated', { config: { access: 'admin' } }, async () => 'yes'))
    expect(check).not.toThrow()
    await app.close()
  })
})
