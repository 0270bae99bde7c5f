// Every page works without this file. It saves presses: the number beside the cart,
// quantity steps, region lists that follow by themselves, the time left to pay.
;(() => {
  'use strict'
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]

  const counts = all('[data-cart-count]')
  if (counts.length > 0)
    fetch('/fragments/cart-count', { headers: { Accept: 'text/plain' } })
      .then((answer) => (answer.ok ? answer.text() : '0'))
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
      place.textContent = left > 0 ? `（还剩 ${Math.floor(left / 60)} 分 ${String(left % 60).padStart(2, '0')} 秒）` : '（时间到了）'
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
