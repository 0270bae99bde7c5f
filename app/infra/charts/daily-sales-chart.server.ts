import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

echarts.use([BarChart, LineChart, GridComponent, SVGRenderer])

export type DailySalesChart = {
  /** Labels under the bars, such as 1/16. */
  days: readonly string[]
  /** 万元 */
  current: readonly number[]
  /** The last day is still running: its bar is pale. */
  lastIsRunning: boolean
  /** The edition before on the same days to New Year's Eve; null where there is none. */
  before: readonly number[] | null
  width: number
  height: number
}

// The colours of app.css; a picture served as <img> cannot read the page's variables.
const CINNABAR = '#b3261e'
const CINNABAR_PALE = '#d98b86'
const RIVER = '#1f6f78'
const INK = '#6d5f56'
const LINE = '#e9dfd0'
const FONT = "'PingFang SC', 'HarmonyOS Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif"

/** Bars of net sales a day as an SVG document; the same figures give the same bytes. */
export function drawDailySales(chart: DailySalesChart): string {
  const drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, width: chart.width, height: chart.height })
  try {
    drawn.setOption({
      animation: false,
      textStyle: { fontFamily: FONT },
      grid: { left: 4, right: 8, top: 14, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: [...chart.days],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: LINE } },
        axisLabel: { color: INK, fontSize: 12, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        axisLabel: { color: INK, fontSize: 12 },
        splitLine: { lineStyle: { color: LINE } },
        splitNumber: 4,
      },
      series: [
        {
          type: 'bar',
          data: chart.current.map((value, place) =>
            chart.lastIsRunning && place === chart.current.length - 1 ? { value, itemStyle: { color: CINNABAR_PALE } } : value,
          ),
          itemStyle: { color: CINNABAR, borderRadius: [2, 2, 0, 0] },
          barMaxWidth: 26,
          barCategoryGap: '32%',
        },
        ...(chart.before
          ? [{ type: 'line' as const, data: [...chart.before], showSymbol: false, lineStyle: { color: RIVER, width: 2 }, z: 3 }]
          : []),
      ],
    })
    return normalise(drawn.renderToSVGString())
  } finally {
    drawn.dispose()
  }
}

/** Class names count up over the life of the process, and the style element is a hover rule. */
function normalise(svg: string): string {
  const names = new Map<string, string>()
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/zr\d+-[\w-]+/g, (name) => {
      const known = names.get(name) ?? `c${names.size}`
      names.set(name, known)
      return known
    })
}
