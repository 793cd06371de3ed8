/** The choices of the print page in its address; what is not for the address (texts, logo) stays in the page. */
export interface ProfilesChoice {
  readonly level: string | null
  readonly profile: string | null
  readonly edition: 'public' | 'internal'
  readonly extent: 'own' | 'equal'
}

export function parseProfilesChoice(query: Pick<URLSearchParams, 'get'>): ProfilesChoice {
  return {
    level: query.get('level'),
    profile: query.get('profile'),
    edition: query.get('edition') === 'internal' ? 'internal' : 'public',
    extent: query.get('extent') === 'own' ? 'own' : 'equal',
  }
}

/** Only what differs from the defaults. */
export function formatProfilesChoice({ level, profile, edition, extent }: ProfilesChoice): string {
  const query = new URLSearchParams()
  if (level !== null) query.set('level', level)
  if (profile !== null) query.set('profile', profile)
  if (edition !== 'public') query.set('edition', edition)
  if (extent !== 'equal') query.set('extent', extent)
  return query.toString()
}
