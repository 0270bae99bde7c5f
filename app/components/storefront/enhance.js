// Every page works without this file. It saves presses: the number beside the cart,
// quantity steps, region lists that follow by themselves, the time left to pay.
;(() => {
  'use strict'
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]

  // Kept pages say the days; with the shop's own time the seconds run, too. The phone's clock
  // is never asked what time it is, only how much has passed.
  const runClocks = (shopTime) => {
    const places = all('[data-until]')
    if (!(shopTime > 0) || places.length === 0) return
    const ahead = shopTime - performance.now()
    const two = (number) => String(number).padStart(2, '0')
    const tick = () => {
      const now = ahead + performance.now()
      for (const place of places) {
        const left = Math.floor((Number(place.dataset.until) - now) / 1000)
        place.dataset.words = place.dataset.words || place.textContent.trim()
        const verb = place.dataset.words.slice(-2)
        const clock = `${two(Math.floor(left / 3600) % 24)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`
        const days = Math.floor(left / 86400)
        place.textContent = left > 0 ? `${days > 0 ? `${days} 天 ` : ''}${clock} 后${verb}` : `已${verb}，刷新看最新`
      }
      setTimeout(tick, 1000 - (now % 1000))
    }
    tick()
  }

  const counts = all('[data-cart-count]')
  if (counts.length > 0)
    fetch('/fragments/cart-count', { headers: { Accept: 'text/plain' } })
      .then((answer) => {
        if (!answer.ok) return '0'
        runClocks(Number(answer.headers.get('Shop-Time')))
        return answer.text()
      })
      .then((text) => {
        const count = Number(text)
        if (!(count > 0)) return
        for (const badge of counts) {
          badge.textContent = count > 99 ? '99+' : String(count)
          badge.hidden = false
        }
      })
      .catch(() => undefined)

  // The page speaks of the province in its address; a shopper who chose another one before
  // sees that. Both are the same page for everybody who asks for them.
  const delivery = document.querySelector('[data-delivery]')
  if (delivery && window.DOMParser && !new URLSearchParams(location.search).has('province'))
    fetch('/fragments/province', { headers: { Accept: 'text/plain' } })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((code) => {
        if (!/^\d{6}$/.test(code) || code === delivery.dataset.delivery) return null
        const address = new URL(location.href)
        address.searchParams.set('province', code)
        return fetch(address).then((answer) => answer.text())
      })
      .then((text) => {
        const fresh = text && new DOMParser().parseFromString(text, 'text/html').querySelector('[data-delivery]')
        if (fresh) delivery.replaceWith(document.importNode(fresh, true))
      })
      .catch(() => undefined)

  // Only for people who have switched their footprints on: nobody else has this mark.
  const seen = /^\/products\/([\w-]+)$/.exec(location.pathname)
  if (seen && /(?:^|; )(?:__Host-)?footprints=1/.test(document.cookie))
    fetch('/fragments/footprint', { method: 'POST', body: new URLSearchParams({ slug: seen[1] }), keepalive: true }).catch(() => undefined)

  // Buttons for coupons that this shopper has already.
  const claims = all('[data-claim]')
  if (claims.length > 0)
    fetch('/fragments/coupons', { headers: { Accept: 'text/plain' } })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => {
        const mine = new Set(text.split(' '))
        for (const button of claims.filter(({ dataset }) => mine.has(dataset.claim))) {
          button.textContent = '已领取'
          button.setAttribute('aria-label', button.getAttribute('aria-label').replace('领取', '已领取'))
          button.disabled = true
        }
      })
      .catch(() => undefined)

  // Words to look for, while one is typed; before the first sign, hot words.
  const field = document.querySelector('[data-suggest]')
  if (field) {
    const list = document.getElementById(field.dataset.suggest)
    const known = new Map()
    let rest
    let turn = 0
    let typed = ''
    let place = -1
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', 'false'], ['autocomplete', 'off']]) field.setAttribute(name, value)
    const close = () => {
      clearTimeout(rest)
      turn += 1
      place = -1
      list.hidden = true
      field.setAttribute('aria-expanded', 'false')
      field.removeAttribute('aria-activedescendant')
    }
    const show = (words) => {
      close()
      list.replaceChildren(
        ...words.map((word, index) => {
          const option = document.createElement('li')
          option.id = `${list.id}-${index}`
          option.textContent = word
          option.className = 'flex min-h-11 cursor-pointer items-center px-4 hover:bg-paper aria-selected:bg-cinnabar-wash aria-selected:text-cinnabar-deep'
          option.setAttribute('role', 'option')
          option.setAttribute('aria-selected', 'false')
          return option
        }),
      )
      list.hidden = words.length === 0
      field.setAttribute('aria-expanded', String(words.length > 0))
    }
    const ask = async () => {
      typed = field.value.trim().slice(0, 20)
      const mine = ++turn
      try {
        if (!known.has(typed)) {
          const answer = await fetch(`/fragments/suggestions?q=${encodeURIComponent(typed)}`, { headers: { Accept: 'application/json' } })
          known.set(typed, answer.ok ? await answer.json() : [])
        }
        if (mine === turn && document.activeElement === field) show(known.get(typed))
      } catch {
        // Without suggestions the form still searches.
      }
    }
    const choose = (next) => {
      const options = [...list.children]
      place = next < -1 ? options.length - 1 : next >= options.length ? -1 : next
      options.forEach((option, index) => option.setAttribute('aria-selected', String(index === place)))
      field.value = place < 0 ? typed : options[place].textContent
      if (place < 0) return field.removeAttribute('aria-activedescendant')
      field.setAttribute('aria-activedescendant', options[place].id)
      options[place].scrollIntoView({ block: 'nearest' })
    }
    const askSoon = () => {
      clearTimeout(rest)
      rest = setTimeout(ask, 120)
    }
    field.addEventListener('input', (event) => event.isComposing || askSoon())
    field.addEventListener('compositionend', askSoon)
    field.addEventListener('click', () => list.hidden && ask())
    field.addEventListener('blur', close)
    field.addEventListener('keydown', (event) => {
      if (event.isComposing) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step && list.hidden) ask()
      else if (step) choose(place + step)
      else if (event.key === 'Escape' && !list.hidden) choose(-1), close()
      else return
      event.preventDefault()
    })
    // The field keeps its focus while a word is pressed.
    list.addEventListener('pointerdown', (event) => event.preventDefault())
    list.addEventListener('click', (event) => {
      const option = event.target.closest('[role="option"]')
      if (!option) return
      field.value = option.textContent
      field.form.requestSubmit()
    })
  }

  // An address says only what was filled in.
  for (const form of all('form[data-filters]')) {
    form.addEventListener('submit', () => all('input', form).forEach((input) => (input.disabled = input.value === '')))
    addEventListener('pageshow', () => all('input', form).forEach((input) => (input.disabled = false)))
  }

  // A small photograph brings its large one, and the page stays where it is.
  for (const link of all('a[data-photo]'))
    link.addEventListener('click', (event) => {
      const wanted = document.querySelector(link.hash)
      wanted.parentElement.scrollTo({ left: wanted.offsetLeft })
      event.preventDefault()
    })

  // Photographs are made small before they travel; where that fails they go as they are.
  for (const input of all('input[data-shrink]')) {
    if (!window.createImageBitmap || !window.DataTransfer) continue
    input.addEventListener('change', async () => {
      const chosen = [...input.files]
      const shrunk = await Promise.all(
        chosen.map(async (file) => {
          try {
            const whole = await createImageBitmap(file)
            const scale = Math.min(1, 1600 / Math.max(whole.width, whole.height))
            const sheet = Object.assign(document.createElement('canvas'), { width: Math.round(whole.width * scale), height: Math.round(whole.height * scale) })
            sheet.getContext('2d').drawImage(whole, 0, 0, sheet.width, sheet.height)
            const blob = await new Promise((done) => sheet.toBlob(done, 'image/jpeg', 0.85))
            return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file
          } catch {
            return file
          }
        }),
      )
      if (chosen.some((file, place) => file !== input.files[place])) return
      const carrier = new DataTransfer()
      for (const file of shrunk) carrier.items.add(file)
      input.files = carrier.files
    })
  }

  for (const stepper of all('[data-stepper]')) {
    const input = stepper.querySelector('input')
    for (const button of all('[data-step]', stepper)) {
      button.classList.replace('hidden', 'inline-flex')
      button.addEventListener('click', () => {
        const wanted = (parseInt(input.value, 10) || 0) + Number(button.dataset.step)
        input.value = String(Math.min(Number(input.max), Math.max(Number(input.min), wanted)))
        input.dispatchEvent(new Event('change', { bubbles: true }))
      })
    }
  }

  // A changed quantity in the cart is sent after a short rest.
  for (const form of all('form[data-auto-submit]')) {
    const button = form.querySelector('[data-manual]')
    button.hidden = true
    let rest
    form.addEventListener('change', () => {
      clearTimeout(rest)
      rest = setTimeout(() => form.reportValidity() && form.requestSubmit(button), 600)
    })
  }

  const checkout = document.querySelector('form[data-checkout]')
  if (checkout && window.DOMParser) {
    const hideManual = () => all('[data-manual]', checkout).forEach((button) => (button.hidden = true))
    let turn = 0
    hideManual()
    checkout.addEventListener('change', async (event) => {
      const select = event.target
      if (!select.matches || !select.matches('select[data-region]')) return
      const mine = ++turn
      const body = new URLSearchParams(new FormData(checkout))
      body.set('intent', 'region')
      try {
        const answer = await fetch(checkout.action, { method: 'POST', body })
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        if (mine !== turn) return
        for (const old of all('[data-swap]', checkout)) {
          const fresh = page.querySelector(`[data-swap="${old.dataset.swap}"]`)
          if (fresh) old.replaceWith(document.importNode(fresh, true))
        }
        hideManual()
        const again = checkout.querySelector(`#${select.id}`)
        if (again) again.focus()
      } catch {
        checkout.requestSubmit(checkout.querySelector('button[value="region"]'))
      }
    })
  }

  for (const place of all('[data-countdown]')) {
    const end = performance.now() + Number(place.dataset.countdown) * 1000
    const tick = () => {
      const left = Math.max(0, Math.round((end - performance.now()) / 1000))
      const hours = Math.floor(left / 3600)
      const rest = `${Math.floor(left / 60) % 60} 分 ${String(left % 60).padStart(2, '0')} 秒`
      place.textContent = left > 0 ? `（还剩 ${hours > 0 ? `${hours} 小时 ` : ''}${rest}）` : '（时间到了）'
      if (left > 0) setTimeout(tick, 1000)
      else setTimeout(() => location.reload(), 1500)
    }
    if (end > performance.now()) tick()
  }

  // One press is one request; the server is safe without this too.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) event.preventDefault()
    else if (!event.defaultPrevented && form.method === 'post') form.dataset.sent = String(Date.now())
  })
  addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent))
})()
