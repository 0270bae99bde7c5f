import type { Invariant } from '#app/services/verify/invariant.ts'

export const accessInvariants: readonly Invariant[] = [
  {
    id: 'I-40',
    sentence: 'Rows that hang together belong to one merchant',
    sql: `
      select line.id from order_line line join merchant_order o on o.id = line.merchant_order_id join sku s on s.id = line.sku_id
       where line.merchant_id <> o.merchant_id or line.merchant_id <> s.merchant_id
      union all
      select s.id from shipment s join merchant_order o on o.id = s.merchant_order_id where s.merchant_id <> o.merchant_id
      union all
      select m.id from membership m where (m.role in ('MERCHANT_OWNER', 'MERCHANT_STAFF')) <> (m.merchant_id is not null)`,
  },
  {
    id: 'I-43',
    sentence: 'The chain of the audit log is unbroken',
    sql: `
      select seq from (
        select a.*, lag(a.hash, 1, '') over (order by a.seq) as expected_prev, audit_hash(a.prev_hash, a.*::audit_log) as expected_hash from audit_log a
      ) chain where prev_hash <> expected_prev or hash <> expected_hash`,
  },
  {
    id: 'I-44',
    sentence: 'Personal data is stored encrypted',
    sql: `
      select id from checkout where personal_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from app_user where phone_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from address where personal_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'`,
  },
  {
    id: 'I-45',
    sentence: 'No live session of a closed account; session ids are hashes',
    sql: `
      select s.id_hash from session s join app_user u on u.id = s.user_id where u.status = 'DISABLED' and s.expires_at > now()
      union all
      select id_hash from session where length(id_hash) <> 43`,
  },
]
