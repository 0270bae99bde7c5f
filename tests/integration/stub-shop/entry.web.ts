import { serve } from '#tests/integration/stub-shop/serve.ts'

serve()
