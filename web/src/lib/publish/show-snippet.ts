/**
 * Puts the HTML of a snippet into `holder` as another page would by having it in its source. Scripts run and inline styles count,
 * which the policy of this page refuses to parsed text: elements are made anew, styles set one by one. Returns what removes it.
 */
export function showSnippet(holder: HTMLElement, html: string): () => void {
  const template = document.createElement('template')
  // The policy refuses styles where they are parsed already; quotes in texts are escaped, so this is the attribute.
  template.innerHTML = html.replaceAll(' style="', ' data-style="')
  const made = [...template.content.childNodes].map(copyNode)
  holder.replaceChildren(...made)
  return () => holder.replaceChildren()
}

function copyNode(node: Node): Node {
  if (!(node instanceof Element)) return document.createTextNode(node.textContent ?? '')
  const copy = document.createElement(node.localName)
  for (const { name, value } of node.attributes) {
    if (name === 'data-style') copy.style.cssText = value
    else copy.setAttribute(name, value)
  }
  copy.append(...[...node.childNodes].map(copyNode))
  return copy
}
