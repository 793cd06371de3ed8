import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  AccountBody,
  AccountChange,
  AccountList,
  NewAccount,
  PasswordLinkBody,
  SessionList,
  SessionsEnded,
} from '../contract/account.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import type { ProblemCode } from '../problems/problems.ts'
import { describeAccount, describeSessionEntry } from './describe-account.ts'

const Params = Type.Object({ account: Type.String({ pattern: '^[0-9a-f]{16}$' }) })
const tags = ['accounts']
const config = { access: 'admin' } as const
const PROBLEMS = ['sign-in-needed', 'not-allowed', 'database-away'] as const satisfies ProblemCode[]
const WRITING = [...PROBLEMS, 'other-origin', 'too-large', 'unsupported-media'] as const

/** Accounts, for admins. */
export const accountRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { accounts, sessions, audit } = services

  const createLink = async (by: Parameters<typeof accounts.createPasswordLink>[0], id: string) => {
    const { token, expiresAt } = await accounts.createPasswordLink(by, id)
    // Behind "#": browsers keep it to themselves, so it stands in no log and no Referer.
    return { url: `${services.publicUrl()}/login/password#${token}`, expiresAt }
  }

  app.get(
    '/accounts',
    {
      config,
      schema: {
        summary: 'Accounts, by their names for signing in',
        tags,
        response: { 200: AccountList, ...problemResponses(...PROBLEMS) },
      },
    },
    async () => ({ accounts: (await accounts.list()).map(describeAccount) }),
  )

  app.post(
    '/accounts',
    {
      config,
      schema: {
        summary: 'Make an account, with a link by which the person sets a password',
        description:
          'The first account of all must be an admin: with it the server stops taking everybody on its machine for one. The link is shown in this answer only.',
        tags,
        body: NewAccount,
        response: {
          201: Type.Object({ account: AccountBody, passwordLink: PasswordLinkBody }),
          ...problemResponses(...WRITING, 'login-taken', 'last-admin'),
        },
      },
    },
    async (request, reply) => {
      const { login, organisation = null, facilityIds = [], ...content } = request.body
      const { person } = request
      const account = await accounts.create(person, login, { ...content, organisation, facilityIds, disabled: false })
      const passwordLink = await createLink(person, account.id)
      return reply
        .code(201)
        .header('location', `/api/v1/accounts/${account.id}`)
        .send({ account: describeAccount(account), passwordLink })
    },
  )

  app.get(
    '/accounts/:account',
    {
      config,
      schema: {
        summary: 'An account',
        tags,
        params: Params,
        response: { 200: AccountBody, ...problemResponses(...PROBLEMS, 'unknown-account') },
      },
    },
    async ({ params }) => describeAccount(await accounts.get(params.account)),
  )

  app.put(
    '/accounts/:account',
    {
      config,
      schema: {
        summary: 'Change name, role, regions or places of an account, or disable it',
        description:
          'What is left out stays. It counts at the next request of the person; disabling ends all sessions. The last admin cannot be taken away.',
        tags,
        params: Params,
        body: AccountChange,
        response: { 200: AccountBody, ...problemResponses(...WRITING, 'unknown-account', 'last-admin') },
      },
    },
    async ({ person, params, body }) => {
      const account = await accounts.change(person, params.account, body)
      if (account.disabledAt !== null) await sessions.closeAll(account.id)
      return describeAccount(account)
    },
  )

  app.delete(
    '/accounts/:account',
    {
      config,
      schema: {
        summary: 'Remove an account and end its sessions; the audit trail keeps the name',
        tags,
        params: Params,
        response: { 204: Type.Null(), ...problemResponses(...WRITING, 'unknown-account', 'last-admin') },
      },
    },
    async ({ person, params }, reply) => {
      await accounts.remove(person, params.account)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/accounts/:account/password-link',
    {
      config,
      schema: {
        summary: 'A link by which the person sets a password, once, within two days',
        description: 'Shown in this answer only. A former link no longer counts; the former password does until then.',
        tags,
        params: Params,
        response: { 201: PasswordLinkBody, ...problemResponses(...WRITING, 'unknown-account') },
      },
    },
    async ({ person, params }, reply) => reply.code(201).send(await createLink(person, params.account)),
  )

  app.get(
    '/accounts/:account/sessions',
    {
      config,
      schema: {
        summary: 'Open sessions of an account, the one used last first',
        tags,
        params: Params,
        response: { 200: SessionList, ...problemResponses(...PROBLEMS, 'unknown-account') },
      },
    },
    async ({ params, session }) => {
      const { id } = await accounts.get(params.account)
      const own = session?.session.id ?? null
      return { sessions: (await sessions.list(id)).map((entry) => describeSessionEntry(entry, own)) }
    },
  )

  app.delete(
    '/accounts/:account/sessions',
    {
      config,
      schema: {
        summary: 'Sign an account out everywhere',
        tags,
        params: Params,
        response: { 200: SessionsEnded, ...problemResponses(...WRITING, 'unknown-account') },
      },
    },
    async ({ person, params }) => {
      const { id } = await accounts.get(params.account)
      const ended = await sessions.closeAll(id)
      await audit.record({ person, action: 'account.sign-out', regionKey: null, subject: `account/${id}`, before: { sessions: ended } }) // prettier-ignore
      return { ended }
    },
  )
}
