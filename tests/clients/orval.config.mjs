export default {
  api: {
    input: 'generated/openapi.json',
    output: { target: 'generated/orval/client.ts', client: 'fetch', mode: 'single' },
  },
}
