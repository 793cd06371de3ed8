import { mount } from 'svelte'
import '../src/app.css'
import './embed.css'
import { locale } from '../src/lib/state/locale.svelte.ts'
import { findDataFolder, readEmbedOptions } from './address.ts'
import Embed from './Embed.svelte'
import { EmbedTheme } from './embed-theme.svelte.ts'

const options = readEmbedOptions(location.search)
if (options.language !== null) locale.show(options.language)
const stated = document.querySelector<HTMLMetaElement>('meta[name="nahraum-data"]')?.content ?? ''
const target = document.getElementById('embed')
if (target !== null) {
  target.replaceChildren()
  mount(Embed, {
    target,
    props: { folder: findDataFolder(location.href, stated), options, theme: new EmbedTheme(options.theme) },
  })
}
