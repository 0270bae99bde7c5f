// The shipping tables as the demo festival begins: tariff, two warehouses, the calendar of 2027.
export { demoShippingTables } from '#prisma/seed/shipping-data.ts'
