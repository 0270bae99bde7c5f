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
      select h.checkout_id from stock_hold h join sku s on s.id = h.sku_id where h.merchant_id <> s.merchant_id
      union all
      select m.id from stock_movement m join sku s on s.id = m.sku_id where m.merchant_id <> s.merchant_id
      union all
      select sl.line_id from shipment_line sl join shipment s on s.id = sl.shipment_id join order_line l on l.id = sl.line_id
       where s.merchant_order_id <> l.merchant_order_id
      union all
      select rl.line_id from refund_line rl join refund r on r.id = rl.refund_id join order_line l on l.id = rl.line_id
       where r.merchant_order_id is distinct from l.merchant_order_id
      union all
      select e.id from ledger_entry e join merchant_order o on o.id = e.merchant_order_id where e.merchant_id is distinct from o.merchant_id
      union all
      select f.id from sales_fact f join merchant_order o on o.id = f.merchant_order_id
       where f.merchant_id <> o.merchant_id or f.checkout_id <> o.checkout_id
      union all
      select m.id from membership m where (m.role in ('MERCHANT_OWNER', 'MERCHANT_STAFF')) <> (m.merchant_id is not null)`,
  },
  {
    id: 'I-43',
    sentence: 'The chain of the audit log is unbroken, and every entry names a role and an action',
    sql: `
      select seq from (
        select a.*, lag(a.hash, 1, '') over (order by a.seq) as expected_prev, audit_hash(a.prev_hash, a.*::audit_log) as expected_hash from audit_log a
      ) chain where prev_hash <> expected_prev or hash <> expected_hash or actor_role = '' or action = ''`,
  },
  {
    id: 'I-43b',
    sentence: 'What a person shipped, corrected, wrote off or closed has its entry in the audit log',
    sql: `
      select h.entity_id from state_history h
       where h.entity = 'SHIPMENT' and h.event = 'create' and h.actor <> 'system'
         and not exists (select 1 from audit_log a where a.action = 'order.ship' and a.after->>'shipmentId' = h.entity_id::text)
      union all
      select m.sku_id from stock_movement m where m.kind in ('ADJUST', 'WRITE_OFF')
       group by m.sku_id, m.kind
      having count(*) > (select count(*) from audit_log a where a.action = 'stock.enter' and a.subject_id = m.sku_id::text and a.after->>'kind' = m.kind::text)
      union all
      select e.id from payment_exception e
       where e.closed_by is not null and e.closed_by <> 'system'
         and not exists (select 1 from audit_log a where a.action = 'exception.close' and a.subject_id = e.id::text)`,
  },
  {
    id: 'I-44',
    sentence: 'Personal data is stored encrypted',
    sql: `
      select id from checkout where personal_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from app_user where phone_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from address where personal_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from checkout where gift_card_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select merchant_order_id from invoice_request where details_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'
      union all
      select id from talk_message where text_cipher !~ '^[\\w-]+(\\.[\\w-]*){3}$'`,
  },
  {
    id: 'I-44b',
    sentence: 'No telephone number stands in notices, logs and events',
    sql: `
      select origin, id from (
        select 'outbox' as origin, id::text, payload::text as said from outbox_event
        union all select 'audit', seq::text, concat_ws(' ', before, after, subject_id) from audit_log
        union all select 'history', seq::text, concat_ws(' ', event, actor) from state_history
        union all select 'message', id::text, concat_ws(' ', dedupe_key, title, body) from message
        union all select 'attempt', id::text, last_error from payment_attempt
        union all select 'refund', id::text, concat_ws(' ', requested_by, last_error) from refund
        union all select 'inbox', event_id, last_error from webhook_inbox
        union all select 'exception', id::text, concat_ws(' ', dedupe_key, detail) from payment_exception
      ) texts where said ~ '(^|[^0-9A-Za-z])1[3-9][0-9]{9}($|[^0-9A-Za-z])'`,
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
