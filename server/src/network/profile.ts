export const PROFILE_IDS = ['standard', '65plus', '80plus', 'rollator', 'wheelchair', 'pram'] as const
export type ProfileId = (typeof PROFILE_IDS)[number]
