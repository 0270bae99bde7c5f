import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { CommandHeader } from '#app/components/command/command-header.tsx'
import { commandRoleNames } from '#app/domain/reporting/words.ts'
import { requireCommand } from '#app/http/guards.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { role } = await requireCommand(request)
  return { roleName: commandRoleNames[role] ?? '' }
}

export default function CommandLayout() {
  const { roleName } = useLoaderData<typeof loader>()
  return (
    <>
      <CommandHeader roleName={roleName} />
      <main id="content" className="mx-auto max-w-shop px-4 py-5 sm:px-6 sm:py-8">
        <Outlet />
      </main>
    </>
  )
}
