/** Publishes one draft in a process of its own and tells each step, to be killed in the middle: arguments data folder, region, publication. */
import { openDatabase } from '../../db/open-database.service.ts'
import { readConfig } from '../../http/config.service.ts'
import { createServices } from '../../http/create-services.service.ts'

const [dataFolder, region, id] = process.argv.slice(2)
const config = readConfig({ data: dataFolder }, { ...process.env, LOG_LEVEL: 'silent' })
const database = await openDatabase({ databaseUrl: config.databaseUrl, dataFolder })
const services = createServices(config, database)
const person = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const
const { job, done } = await services.publishing.publish(person, region, id)
services.jobs.watch(job.id, ({ step }) => void process.stdout.write(`${step}\n`))
const { status } = await done
await database.close()
process.exit(status === 'successful' ? 0 : 1)
