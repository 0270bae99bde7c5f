/** “14 分钟”, “23 小时 59 分钟”; less than a minute is said as such. */
export function timeLeftWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return '不到 1 分钟'
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return `${minutes} 分钟`
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`
}
