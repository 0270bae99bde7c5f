import { describe, expect, test } from 'vitest'
import { defaultPhases, nextPhase, nextPhaseBoundary, phaseAt } from '#app/domain/campaign/phases.ts'
import { formatInstant } from '#app/domain/time.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const phases = defaultPhases(2027)

describe('phases by the lunar anchor', () => {
  test('of 2027 are those of the festival’s plan', () => {
    expect(phases.map(({ code, startsAt, endsAt }) => [code, formatInstant(startsAt), formatInstant(endsAt)])).toEqual([
      ['enrolment', '2026-11-20 00:00', '2026-12-11 00:00'],
      ['warmup', '2026-12-11 00:00', '2026-12-18 00:00'],
      ['presale', '2026-12-18 00:00', '2026-12-28 00:00'],
      ['opening', '2026-12-28 00:00', '2027-01-01 00:00'],
      ['live_special', '2027-01-01 00:00', '2027-01-04 00:00'],
      ['peak', '2027-01-15 00:00', '2027-01-18 00:00'],
      ['origin_cutoff', '2027-01-18 00:00', '2027-01-25 18:00'],
      ['hub_cutoff', '2027-01-25 18:00', '2027-01-31 18:00'],
      ['holiday', '2027-02-05 00:00', '2027-02-13 00:00'],
      ['encore', '2027-02-13 00:00', '2027-02-21 00:00'],
      ['closed', '2027-02-21 00:00', '2027-03-23 00:00'],
    ])
  })

  test.each([
    [2026, '2026-01-26 00:00'],
    [2028, '2028-01-04 00:00'],
    [2030, '2030-01-12 00:00'],
  ])('爆发 of %i begins %s', (edition, at) => {
    expect(formatInstant(defaultPhases(edition).find(({ code }) => code === 'peak')!.startsAt)).toBe(at)
  })
})

describe('the phase at an instant', () => {
  test.each([
    ['a second before 爆发', '2027-01-14 23:59:59', null, 'peak', '2027-01-15 00:00'],
    ['as 爆发 begins', '2027-01-15 00:00:00', 'peak', 'origin_cutoff', '2027-01-18 00:00'],
    ['a second before 爆发 ends', '2027-01-17 23:59:59', 'peak', 'origin_cutoff', '2027-01-18 00:00'],
    ['as it ends', '2027-01-18 00:00:00', 'origin_cutoff', 'hub_cutoff', '2027-01-25 18:00'],
    ['a second before the cut-off', '2027-01-25 17:59:59', 'origin_cutoff', 'hub_cutoff', '2027-01-25 18:00'],
    ['at the cut-off', '2027-01-25 18:00:00', 'hub_cutoff', 'holiday', '2027-01-31 18:00'],
    ['between two', '2027-02-01 12:00:00', null, 'holiday', '2027-02-05 00:00'],
    ['before all', '2026-10-01 00:00:00', null, 'enrolment', '2026-11-20 00:00'],
  ])('%s', (_, at, code, next, boundary) => {
    const now = shanghai(at)
    expect([phaseAt(phases, now)?.code ?? null, nextPhase(phases, now)?.code]).toEqual([code, next])
    expect(formatInstant(nextPhaseBoundary(phases, now)!)).toBe(boundary)
  })

  test('after the last there is none and nothing changes any more', () => {
    const now = shanghai('2027-03-23 00:00:00')
    expect([phaseAt(phases, now), nextPhase(phases, now), nextPhaseBoundary(phases, now)]).toEqual([null, null, null])
  })
})
