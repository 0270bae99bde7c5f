import type { MetaDescriptor } from '@remix-run/react'

/** Title, sentence and picture that a messenger shows beside a shared link. */
export function shareMeta({ title, summary, url, picture, kind = 'website' }: { title: string; summary: string; url: string; picture: string; kind?: 'website' | 'product' }): MetaDescriptor[] {
  return [
    { name: 'description', content: summary },
    { property: 'og:site_name', content: '塔里木河年货节' },
    { property: 'og:type', content: kind },
    { property: 'og:title', content: title },
    { property: 'og:description', content: summary },
    { property: 'og:url', content: url },
    { property: 'og:image', content: picture },
    { property: 'og:image:width', content: '800' },
    { property: 'og:image:height', content: '800' },
    { property: 'og:locale', content: 'zh_CN' },
    // One address for search engines, whatever stands behind it.
    { tagName: 'link', rel: 'canonical', href: url },
  ]
}
