import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { getMe } from '../../lib/members/get-me.ts'
import { MeView } from '../../lib/members/me-view.ts'

export const routes = [
  route({
    id: 'members.me',
    method: 'GET',
    path: '/v1/members/me',
    summary: 'Who you are here: your user and organization, or no membership yet',
    auth: 'identity',
    rate: 'read',
    output: MeView,
    run: ({ identity, requestId }) => getMe(identity, requestId),
  }),
]

export default serve(routes)
