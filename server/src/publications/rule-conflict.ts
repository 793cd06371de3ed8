import type { PublicationFile } from '../contract/publication.ts'
import { stepOf, type DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { statedRule } from './package-check.ts'

/**
 * Whether a version that is still shown has numbers of the same register in other steps, or as they are: the same numbers rounded in two ways tell more than
 * either. Nothing conflicts where the figures count as published now, or come from other files.
 *
 * @param registerHashes sha256 of the files of registers that the next version is made of
 */
export function isSecondRounding(
  { disclosure, sources }: Pick<PublicationFile, 'disclosure' | 'sources'>,
  rule: DisclosureRule | null,
  registerHashes: ReadonlySet<string>,
): boolean {
  if (rule === null || !sources.some(({ sha256 }) => registerHashes.has(sha256))) return false
  const shown = statedRule(disclosure)
  return shown === null || stepOf(shown) !== stepOf(rule)
}
