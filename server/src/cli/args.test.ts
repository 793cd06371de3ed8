import { describe, expect, it } from 'vitest'
import { findNearestName, parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError } from './command.ts'

const OPTIONS = {
  osm: { type: 'string', required: true },
  column: { type: 'string', multiple: true },
  quiet: { type: 'boolean' },
} as const

describe('options of a command', () => {
  it('are read with = or a space, lists in order, other words apart', () => {
    const { values, positionals } = parseCommandArgs(
      ['aachen', '--osm=a.pbf', '--column', 'all=x', '--column', '65plus=y', '--quiet'],
      OPTIONS,
      ['REGION'],
    )
    expect(values).toEqual({ osm: 'a.pbf', column: ['all=x', '65plus=y'], quiet: true })
    expect(positionals).toEqual(['aachen'])
  })
  it('take - for a stream', () => {
    expect(parseCommandArgs(['--osm', '-'], OPTIONS).values.osm).toBe('-')
  })
  const faults: [string, string[], string][] = [
    ['an unknown option with the one that was meant', ['--osn', 'x'], 'There is no option --osn. Did you mean --osm?'],
    ['an unknown option like no other', ['--verbose'], 'There is no option --verbose.'],
    ['a name of every object', ['--constructor', 'x'], 'There is no option --constructor.'],
    ['a missing option', ['--quiet'], '--osm is missing.'],
    ['an option without its value', ['--osm'], '--osm needs a value.'],
    ['an option that swallowed the next', ['--osm', '--quiet'], '--osm needs a value.'],
    ['an empty value', ['--osm='], '--osm needs a value.'],
    ['an option given twice', ['--osm', 'a', '--osm', 'b'], '--osm is given twice.'],
    ['a value for a switch', ['--osm', 'a', '--quiet=yes'], '--quiet takes no value.'],
    ['a word too many', ['--osm', 'a', 'b'], '"b" belongs to no option.'],
  ]
  it.each(faults)('name %s', (_, args, message) => {
    expect(() => parseCommandArgs(args, OPTIONS)).toThrow(UsageError)
    expect(() => parseCommandArgs(args, OPTIONS)).toThrow(message)
  })
  it('name a missing word', () => {
    expect(() => parseCommandArgs(['--osm', 'a'], OPTIONS, ['REGION'])).toThrow('The argument REGION is missing.')
  })
})

describe('values of options', () => {
  it('are numbers within limits, with point or comma', () => {
    expect([parseNumberOption('10', 'minutes', 1, 60), parseNumberOption('7,5', 'minutes', 1, 60)]).toEqual([10, 7.5])
    for (const text of ['0', '61', 'ten', '', '1e1', '-5', ' 5']) {
      expect(() => parseNumberOption(text, 'minutes', 1, 60)).toThrow('--minutes must be a number from 1 to 60')
    }
  })
  it('are refused as numbers, not as missing, where they are negative', () => {
    const { values } = parseCommandArgs(['--osm', '-3'], OPTIONS)
    const refuse = () => parseNumberOption(values.osm, 'minutes', 0.5, 60)
    expect(refuse).toThrow('--minutes must be a number from 0.5 to 60, not "-3".')
    expect(refuse).toThrow(
      expect.objectContaining({
        text: expect.objectContaining({ de: '--minutes muss eine Zahl von 0,5 bis 60 sein, nicht „-3“.' }) as unknown,
      }) as Error,
    )
  })
  it('are named in full where none is like the one given', () => {
    const kinds = Array.from({ length: 20 }, (_, i) => `kind_number_${i}`)
    expect(() => parseChoiceOption('zzz', 'category', kinds)).toThrow('kind_number_19.')
  })
  it('are one of the words that there are', () => {
    expect(parseChoiceOption('80plus', 'profile', ['65plus', '80plus'])).toBe('80plus')
    expect(() => parseChoiceOption('80+', 'profile', ['65plus', '80plus'])).toThrow('"80+" is not known.')
    expect(() => parseChoiceOption('pharmcy', 'category', ['pharmacy', 'library'])).toThrow('Did you mean "pharmacy"?')
  })
  it('find the name meant by a slip or a beginning', () => {
    expect(findNearestName('analyze', ['analyse', 'times'])).toBe('analyse')
    expect(findNearestName('dest', ['destinations', 'osm'])).toBe('destinations')
    expect(findNearestName('xyz', ['analyse', 'times'])).toBeNull()
  })
})
