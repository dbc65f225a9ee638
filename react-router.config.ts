import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'app',
  ssr: true,
  // Nothing hydrates, so nobody asks for a manifest of routes: the endpoint does not exist.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
