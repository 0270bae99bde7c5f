// The most common family names of China; a hint that two or three signs are a person, no more.
const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝'
const DOUBLE = ['欧阳', '上官', '司马', '诸葛', '司徒', '东方', '独孤', '南宫', '夏侯', '尉迟', '皇甫', '令狐', '慕容', '宇文', '长孙', '公孙', '端木', '轩辕', '申屠', '呼延', '澹台', '淳于']

const single = new Set(SINGLE)

/** The length of the family name that a text begins with: 0, 1 or 2 signs. */
export function surnameLength(text: string): 0 | 1 | 2 {
  if (DOUBLE.includes(text.slice(0, 2))) return 2
  return single.has(text[0] ?? '') ? 1 : 0
}

export const someSurnames: readonly string[] = [...SINGLE, ...DOUBLE]
