/** The entry of `component.js`: defines the element once, however often the script is in the page, and leaves no global. */
import { createElementClass } from './nahraum-map.ts'

const { currentScript } = document
if (currentScript instanceof HTMLScriptElement && !customElements.get('nahraum-map'))
  customElements.define('nahraum-map', createElementClass(currentScript.src))
