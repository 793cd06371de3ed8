/** Order of ids in problems of sites, by which equal sets are told apart: whole numbers by value, everything else by its letters, numbers first. */
export function compareIds(a: string, b: string): number {
  const isNumber = (id: string): boolean => /^\d{1,15}$/.test(id)
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0)
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
