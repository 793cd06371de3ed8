/**
 * A visitor's address as it may be written down: without the last 8 bits (IPv4) or the last 80 bits (IPv6), so that it names a network and no
 * household. What is no address becomes `unknown`.
 */
export function cutAddress(address: string | undefined): string {
  const text = (address ?? '').replace(/%.*$/, '').toLowerCase()
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(text)
  if (four) return `${four[1]}.${four[2]}.${four[3]}.0`
  if (!/^[0-9a-f:]+(\d+\.\d+\.\d+\.\d+)?$/.test(text) || !text.includes(':')) return 'unknown'
  const [head, tail] = text.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':')
    // A trailing dotted IPv4 stands for two groups.
    const length = after.length + (after.at(-1)?.includes('.') ? 1 : 0)
    while (groups.length + length < 8) groups.push('0')
    groups.push(...after)
  }
  return `${groups
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::`
}
