/** Compiles messages/*.json to src/paraglide, as the build does; needed before a type check without a build. */
import { compile } from '@inlang/paraglide-js'
import { messagesConfig } from '../paraglide.config.ts'

await compile(messagesConfig)
